package io.relaystream.processor.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.processor.mime.TrackerFilter.Filtered;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackerFilterTest {
    private static final TrackerHosts HOSTS =
            new TrackerHosts(
                    """
                    # A comment
                    image pixel.example
                    image letters.example/open/
                    image letters.example/o.gif
                    click go.example url
                    click path.example /
                    """);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=https://pixel.example/o.gif>",
                "<img alt='' src='http://pixel.example/o.gif?a>b'/>",
                "<IMG WIDTH=\"1\" SRC = \"HTTPS://Open.Pixel.Example:443/o.gif\">",
                "<img src=//pixel.example>",
                "<img src=https:\\\\pixel.example\\o.gif>",
                "<img src=https:/pixel.example/>",
                "<img src=\"https://user@pixel.example./\">",
                "<img src=\"https:&#x2F;&#47;pixel&period;ex&#97mple/o.gif\">",
                "<img src=\" ht\ntps://pix\tel.example/\">",
                "<img src=\"https://p%69xel.example/\">",
                "<img\nsrcset=\"a.png 1x, https://pixel.example/o.gif 2x\">",
                "<img src=a.png src=https://pixel.example/o.gif>",
                "<img src=https://pixel.example/o.gif onerror=\"a('>')\">",
                "<img src=https://a.letters.example/open/1>",
                "<img src=https:\\\\letters.example\\open\\1>",
                "<img src=https://letters.example/o.gif?1#2>",
                "<image src=https://pixel.example/o.gif>"
            })
    void removesAnImageThatTellsOfItsReader(String image) {
        assertThat(filter("<p>a" + image + "b</p>")).isEqualTo(new Filtered("<p>ab</p>", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=https://pixel.example.org/o.gif>",
                "<img src=https://notpixel.example/o.gif>",
                "<img src=https://letters.example/logo.png>",
                "<img src=https://letters.example>",
                "<img src=https://letters.example/logo.png?/open/>",
                "<img src=https://letters.example/Open/1>",
                "<img src=https://shop.example/pixel.example/>",
                "<img src=https://shop.example?pixel.example>",
                "<img src=https://pixel.example@shop.example/>",
                "<img src=pixel.example>",
                "<img src=cid:pixel.example>",
                "<img src=/pixel.example/>",
                "<img alt=\"<img src=https://pixel.example/>\">",
                "<!-- <img src=https://pixel.example/> -->",
                "<title><img src=https://pixel.example/></title>",
                "<a href=https://pixel.example/>a</a>",
                "<a href=https://go.example/?to=https://shop.example/>a</a>",
                "<a href=https://go.example/?url=javascript:alert(1)>a</a>",
                "<a href=https://go.example/?url=https://>a</a>",
                "<a href=https://path.example/x/1>a</a>",
                "<p style=\"background:url(a.png)\">",
                "<p style=\"width:calc(1px)\">",
                "&lt;img src=https://pixel.example/>",
                "<",
                "<img",
                "<img src=\"https://shop.example/"
            })
    void leavesAllElseAlone(String html) {
        assertThat(filter(html)).isEqualTo(new Filtered(html, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <p style="background:url(https://pixel.example/o.gif) 0">     | <p style="background:url() 0">
                    <p style='background:URL( "https://pixel.example/(o).gif" )'> | <p style='background:URL()'>
                    <p style="a:url(&quot;//pixel.example/&quot;)">               | <p style="a:url()">
                    <style>p{a:url('//pixel.example/')}</style>                   | <style>p{a:url()}</style>
                    <td background=https://pixel.example/>                        | <td background="">
                    <input type=image src='//pixel.example'>                      | <input type=image src="">
                    <source srcset="//pixel.example/a 1x">                        | <source srcset="">
                    <link rel=preload href=//pixel.example/a>                     | <link rel=preload href="">
                    <a href=a.html ping=//pixel.example/a>                        | <a href=a.html ping="">
                    <!--[if mso]><img src=//pixel.example/><![endif]-->           | <!--[if mso]><![endif]-->
                    <svg><style><img src=//pixel.example/></style></svg>          | <svg><style></style></svg>
                    <!-- --!><img src=//pixel.example/>                           | <!-- --!>
                    <svg/><style>p{a:url(//pixel.example/)}</style>               | <svg/><style>p{a:url()}</style>
                    """)
    void emptiesWhateverElseLoadsATracker(String html, String expected) {
        assertThat(filter(html)).isEqualTo(new Filtered(expected, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    https://go.example/c?id=1&amp;url=https%3A%2F%2Fshop.example%2Fa%3Fb%3D1%26c%3D2&amp;s=3 | https://shop.example/a?b=1&amp;c=2
                    https://a.go.example/?url=https://shop.example/                                          | https://shop.example/
                    https://path.example/L0/https:%2F%2Fshop.example%2Fa%2520b/1/0100?x=1                    | https://shop.example/a%20b
                    https://go.example/?url=https%3A%2F%2Fgo.example%2F%3Furl%3Dhttps%253A%252F%252Fa.example | https://a.example
                    https://go.example/?url=https%3A%2F%2Fa.example%2F%22%3E%3Cb%3E                          | https://a.example/%22%3E%3Cb%3E
                    https://go.example/?url=https%3A%2F%2Fa.example%2F%C3%A4                                 | https://a.example/%C3%A4
                    """)
    void letsALinkLeadPastATracker(String link, String target) {
        assertThat(filter("<a class=b href='" + link + "' id=c>a</a>"))
                .isEqualTo(new Filtered("<a class=b href=\"" + target + "\" id=c>a</a>", 1));
        assertThat(filter("<area href=" + link + ">"))
                .isEqualTo(new Filtered("<area href=\"" + target + "\">", 1));
    }

    @Test
    void countsEachTracker() {
        String pixel = "<img src=//pixel.example/>";
        String html = pixel + "<p style='a:url(//pixel.example/);b:url(//pixel.example/)'>" + pixel;

        assertThat(filter(html)).isEqualTo(new Filtered("<p style='a:url();b:url()'>", 4));
    }

    @Test
    void takesLinearTime() {
        List<String> pieces =
                List.of(
                        "<",
                        "<!--",
                        "<!",
                        "<a ",
                        "<a b=\"",
                        "<a b='c",
                        "<img src=//pixel.example>",
                        "<p style=\"url(",
                        "<p style='url(\"'>",
                        "<style>url(",
                        "</",
                        "<svg>",
                        "--",
                        "<p style=((((",
                        "<img srcset=\"a,",
                        "<title>",
                        "&#",
                        "<a href=//go.example/?",
                        "<a href=//path.example/%",
                        "<a b",
                        " =",
                        "<img src=%%%%",
                        "<!--[if");

        for (String piece : pieces) {
            String html = piece.repeat(1_000_000 / piece.length());
            Assertions.assertTimeout(Duration.ofSeconds(5), () -> filter(html), piece);
            Assertions.assertTimeout(Duration.ofSeconds(5), () -> BannerPlace.in(html), piece);
        }
    }

    @Test
    void readsItsOwnList() {
        TrackerHosts standard = TrackerHosts.standard();

        assertThat(standard.isImage(WebLink.read("https://r.eu-west-1.awstrack.me/I0/a"))).isTrue();
        assertThat(standard.isImage(WebLink.read("https://us1.list-manage.com/track/open.php?u=1")))
                .isTrue();
        assertThat(standard.isImage(WebLink.read("https://i1.cmail19.com/ei/logo.png"))).isFalse();
        assertThat(standard.target(WebLink.read("https://l.facebook.com/l.php?u=http://a.example")))
                .contains(new WebLink("http://a.example"));
    }

    @Test
    void refusesAListThatItDoesNotUnderstand() {
        assertThatThrownBy(() -> new TrackerHosts("pixel pixel.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A line must be 'image HOST[/PATH]' or 'click HOST WHERE', got 'pixel pixel.example'");
    }

    private static Filtered filter(String html) {
        return TrackerFilter.filter(html, HOSTS);
    }
}
