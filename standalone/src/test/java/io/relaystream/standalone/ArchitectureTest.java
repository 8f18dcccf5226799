package io.relaystream.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.relaystream.core.decision.ForwardingPolicy;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.seal.HopMark;
import io.relaystream.platform.service.ServiceMain;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What may depend on what. Each failure says what to do instead.
class ArchitectureTest {
    private static JavaClasses ours;

    @BeforeAll
    static void read() {
        ours =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.relaystream");
    }

    @Test
    void dependenciesGoFromTheStandaloneToTheCore() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("core")
                .definedBy("io.relaystream.core..")
                .layer("platform")
                .definedBy("io.relaystream.platform..")
                .layer("pgp")
                .definedBy("io.relaystream.pgp..")
                .layer("bridge")
                .definedBy("io.relaystream.bridge..")
                .layer("cdc")
                .definedBy("io.relaystream.cdc..")
                .layer("processor")
                .definedBy("io.relaystream.processor..")
                .layer("api")
                .definedBy("io.relaystream.api..")
                .layer("embedded")
                .definedBy("io.relaystream.embedded..")
                .layer("standalone")
                .definedBy("io.relaystream.standalone..")
                .whereLayer("core")
                .mayNotAccessAnyLayer()
                .whereLayer("platform")
                .mayOnlyAccessLayers("core")
                .whereLayer("pgp")
                .mayNotAccessAnyLayer()
                .whereLayer("bridge")
                .mayOnlyAccessLayers("core", "platform")
                .whereLayer("cdc")
                .mayOnlyAccessLayers("core", "platform")
                .whereLayer("processor")
                .mayOnlyAccessLayers("core", "platform", "pgp")
                .whereLayer("api")
                .mayOnlyAccessLayers("core", "platform", "pgp")
                .whereLayer("embedded")
                .mayNotAccessAnyLayer()
                .because("a service never depends on another: they meet in topics")
                .check(ours);
    }

    @Test
    void theCoreIsPure() {
        classes()
                .that()
                .resideInAPackage("io.relaystream.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "javax.crypto..", "org.jspecify..", "io.relaystream.core..")
                .because("core is plain Java: put what needs a library into platform or a service")
                .check(ours);
    }

    @Test
    void coreAndTopologyHaveNoClockChanceOrThread() {
        noClasses()
                .that()
                .resideInAnyPackage("io.relaystream.core..", "..topology..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.SecureRandom")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .because("replaying a topic must give the same result: use the time in the record")
                .check(ours);
    }

    @Test
    void theTopologyKnowsNoWorkerAndNoEdge() {
        noClasses()
                .that()
                .resideInAPackage("..topology..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..edge..",
                        "io.relaystream.processor.delivery..",
                        "io.relaystream.processor.mime..")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.clients..")
                .because("no stream thread may wait for I/O: write a record and let a worker do it")
                .check(ours);
    }

    @Test
    void outsideSystemsAreReachedFromEdgesOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..edge..", "io.relaystream.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "software.amazon.awssdk..",
                        "java.sql..",
                        "javax.sql..",
                        "java.net.http..",
                        "com.sun.net.httpserver..",
                        "org.apache.hc..",
                        "org.xbill.DNS..",
                        "com.nimbusds..")
                .because("I/O lives in an edge package, behind a port")
                .check(ours);
    }

    @Test
    void mailIsParsedInTwoPlacesOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..mime..", "..edge.smtp..", "io.relaystream.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.mail..")
                .because("mail libraries stay behind mime and edge.smtp")
                .check(ours);
    }

    @Test
    void openPgpStaysInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.relaystream.pgp..", "io.relaystream.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .because("what a key is good for is decided in one place: ask PgpKey")
                .check(ours);
    }

    @Test
    void onlyServiceMainKnowsTheProcess() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(ServiceMain.class)
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "addShutdownHook", Thread.class)
                .because("environment, exit codes and shutdown are ServiceMain's: take a parameter")
                .check(ours);
    }

    @Test
    void onlyTheCommandsWriteToTheTerminal() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Main")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("log with SLF4J; a command says what it has to say through Console")
                .check(ours);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("io.relaystream.(*).(*)..").should().beFreeOfCycles().check(ours);
    }

    @Test
    void nothingIsNamedAfterNothing() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..")
                .because("a name says what the thing is for")
                .check(ours);
    }

    @Test
    void noStateIsStatic() {
        noFields()
                .that()
                .areStatic()
                .should()
                .notHaveModifier(JavaModifier.FINAL)
                .because("two services run in one JVM: hand state over")
                .check(ours);
    }

    @Test
    void everyPackageSaysWhatMayBeNull() {
        List<String> silent =
                ours.stream()
                        .map(JavaClass::getPackage)
                        .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                        .map(each -> each.getName())
                        .filter(name -> name.startsWith("io.relaystream"))
                        .distinct()
                        .toList();

        assertThat(silent).as("packages whose package-info.java lacks @NullMarked").isEmpty();
    }

    @Test
    void everyRuleIsInForce() {
        List<String> inForce =
                ForwardingPolicy.standard(new HopMark("any secret"), false).rules().stream()
                        .map(rule -> rule.getClass().getName())
                        .toList();
        List<String> written =
                ours.stream()
                        .filter(each -> each.isAssignableTo(Rule.class) && !each.isInterface())
                        .map(JavaClass::getName)
                        .collect(Collectors.toList());

        assertThat(inForce).containsExactlyInAnyOrderElementsOf(written);
    }
}
