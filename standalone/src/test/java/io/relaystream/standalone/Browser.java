package io.relaystream.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/// Debian's Chromium, as a person uses it: what is looked for may come a little later.
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int HEIGHT = 900;
    private static final int PHONE = 600;

    private final ChromeDriver driver;
    private final WebDriverWait patience;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
        this.patience = new WebDriverWait(driver, SOON);
    }

    static boolean isInstalled() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    /// @param width of the page in pixels
    /// @param theme light or dark
    static Browser start(int width, String theme) {
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        var service =
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
        var driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(SOON);
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        HEIGHT,
                        "deviceScaleFactor",
                        1,
                        "screenWidth",
                        width,
                        "screenHeight",
                        HEIGHT,
                        "mobile",
                        width < PHONE));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
        return new Browser(driver);
    }

    void open(URI address) {
        driver.get("about:blank");
        driver.get(address.toString());
    }

    /// Waits for a text that is shown.
    void sees(String text) {
        patience.withMessage("the page must show '%s'".formatted(text))
                .until(it -> it.findElement(By.tagName("body")).getText().contains(text));
    }

    /// Waits until the page has its title and everything in it is there.
    void isReady() {
        patience.until(
                it ->
                        !it.findElements(By.tagName("h1")).isEmpty()
                                && it.findElements(By.cssSelector("[aria-busy=true]")).isEmpty());
    }

    void click(String css) {
        middle(By.cssSelector(css)).click();
    }

    /// Presses the button or follows the link with this text.
    void press(String text) {
        middle(By.xpath("//*[self::button or self::a][normalize-space()='%s']".formatted(text)))
                .click();
    }

    void write(String css, String text) {
        middle(By.cssSelector(css)).sendKeys(text);
    }

    String text(String css) {
        return middle(By.cssSelector(css)).getText();
    }

    /// Whether the page is wider than the screen.
    boolean scrollsSideways() {
        Object wide =
                driver.executeScript(
                        "return document.documentElement.scrollWidth > document.documentElement.clientWidth || innerWidth > screen.width");
        return wide instanceof Boolean answer && answer;
    }

    /// What keeps people from using the page, after axe.
    List<String> barriers() {
        driver.executeScript(axe());
        Object found =
                driver.executeAsyncScript(
                        """
                        const done = arguments[arguments.length - 1];
                        axe.run({ preload: false }).then(
                            ({ violations }) => done(violations
                                .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                                .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))),
                            problem => done([String(problem)]));
                        """);
        return found instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of("axe did not answer: " + found);
    }

    @Override
    public void close() {
        driver.quit();
    }

    /// Bars at the edges of the page may lie over what is not in the middle.
    private WebElement middle(By where) {
        WebElement element = patience.until(ExpectedConditions.visibilityOfElementLocated(where));
        driver.executeScript("arguments[0].scrollIntoView({ block: 'center' })", element);
        return element;
    }

    private static String axe() {
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
