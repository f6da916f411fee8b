package app.trunkline;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

/** The rules of the house that a compiler does not know. */
@AnalyzeClasses(packages = "app.trunkline", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "app.trunkline";
    private static final String SIP = "app.trunkline.sip";
    private static final String CALL = "app.trunkline.sip.call";
    private static final String EVENT = "app.trunkline.sip.event";
    private static final String WIRE = "app.trunkline.sip.wire";
    private static final String[] SIGNALLING = {SIP, CALL, EVENT, WIRE};

    private static String[] concat(String[] some, String... others) {
        return Stream.of(some, others).flatMap(Stream::of).toArray(String[]::new);
    }

    private static ArchRule onlyIn(String library, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library);
    }

    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("app.trunkline..")
            .layer("root")
            .definedBy(ROOT)
            .layer("desktop")
            .definedBy("app.trunkline.desktop..")
            .layer("faces")
            .definedBy("app.trunkline.ui..", "app.trunkline.terminal..")
            .layer("phone")
            .definedBy("app.trunkline.phone..")
            .layer("keeping")
            .definedBy("app.trunkline.settings..", "app.trunkline.store..")
            .layer("sip")
            .definedBy("app.trunkline.sip..")
            .layer("media")
            .definedBy("app.trunkline.media..")
            .layer("demo")
            .definedBy("app.trunkline.demo..")
            .layer("update")
            .definedBy("app.trunkline.update..")
            .layer("network")
            .definedBy("app.trunkline.network..")
            .layer("session")
            .definedBy("app.trunkline.session..")
            .layer("loop")
            .definedBy("app.trunkline.loop..")
            .layer("text")
            .definedBy("app.trunkline.text..")
            .whereLayer("text")
            .mayNotAccessAnyLayer()
            .whereLayer("root")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("desktop")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("faces")
            .mayOnlyBeAccessedByLayers("root", "desktop")
            .whereLayer("demo")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("phone")
            .mayOnlyBeAccessedByLayers("root", "desktop", "faces")
            .whereLayer("keeping")
            .mayOnlyBeAccessedByLayers("root", "desktop", "faces", "phone")
            .whereLayer("sip")
            .mayOnlyBeAccessedByLayers("root", "desktop", "faces", "phone")
            .whereLayer("network")
            .mayOnlyBeAccessedByLayers("phone")
            .whereLayer("network")
            .mayOnlyAccessLayers("loop")
            .whereLayer("update")
            .mayOnlyBeAccessedByLayers("root", "desktop", "faces")
            .whereLayer("update")
            .mayOnlyAccessLayers("loop")
            .whereLayer("session")
            .mayOnlyBeAccessedByLayers("root", "desktop", "faces")
            .whereLayer("session")
            .mayOnlyAccessLayers("loop")
            .whereLayer("media")
            .mayOnlyBeAccessedByLayers("root", "desktop", "faces", "phone", "sip")
            .because("arrows go one way: faces to the phone, the phone to signalling and media, all to the loop;"
                    + " news of a newer version is no business of the telephone's");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("app.trunkline.(*)..").should().beFreeOfCycles();

    private static final DescribedPredicate<JavaClass> VALUES = DescribedPredicate.describe(
            "are values of the signalling door", c -> c.getPackageName().equals(SIP) && isPublic(c) && !isUserAgent(c));

    private static final DescribedPredicate<JavaClass> USER_AGENT = DescribedPredicate.describe(
            "are the user agent or a part of it", c -> c.getPackageName().equals(SIP) && !VALUES.test(c));

    private static boolean isUserAgent(JavaClass c) {
        return outermost(c).getSimpleName().equals("UserAgent");
    }

    private static boolean isPublic(JavaClass c) {
        return outermost(c).getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static boolean isVisible(JavaClass c) {
        return c.getModifiers().contains(JavaModifier.PUBLIC)
                && c.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
    }

    private static JavaClass outermost(JavaClass c) {
        return c.getEnclosingClass().map(ArchitectureTest::outermost).orElse(c);
    }

    @ArchTest
    static final ArchRule SIGNALLING_ROOMS = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("app.trunkline..")
            .layer("user agent")
            .definedBy(USER_AGENT)
            .layer("call")
            .definedBy(CALL)
            .layer("event")
            .definedBy(EVENT)
            .layer("wire")
            .definedBy(WIRE)
            .layer("values")
            .definedBy(VALUES)
            .layer("above")
            .definedBy(resideOutsideOfPackage("app.trunkline.sip.."))
            .whereLayer("user agent")
            .mayOnlyBeAccessedByLayers("above")
            .whereLayer("call")
            .mayOnlyBeAccessedByLayers("user agent")
            .whereLayer("event")
            .mayOnlyBeAccessedByLayers("user agent")
            .whereLayer("wire")
            .mayOnlyBeAccessedByLayers("user agent", "call", "event")
            .because("the user agent looks down on calls and events, both look down on the wire, and all of them see"
                    + " the door's values, which see nothing of them: so there is no circle, though door and"
                    + " values are one package");

    @ArchTest
    static final ArchRule NO_WRAPPING_BY_JAVAFX = noClasses()
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "let JavaFX wrap text",
                    call -> Set.of("setWrapText", "setWrappingWidth").contains(call.getName())))
            .because("JavaFX fails on text from right to left that it has to wrap, and a page with it;"
                    + " WrappedLabel breaks lines itself");

    @ArchTest
    static final ArchRule JAVAFX =
            onlyIn("javafx..", "app.trunkline.ui..").because("the telephone works without a window");

    @ArchTest
    static final ArchRule WEBRTC = onlyIn("dev.onvoid..", "app.trunkline.media.webrtc..")
            .because("native code is called from one place, by people who know what aborts the process");

    @ArchTest
    static final ArchRule WEBSOCKET = onlyIn(
                    "org.java_websocket..", "app.trunkline.sip.transport..", "app.trunkline.demo..")
            .because("the transport is a seam");

    @ArchTest
    static final ArchRule JAIN = onlyIn("javax.sip..", WIRE, "app.trunkline.demo..")
            .because("JAIN-SIP is unmaintained and has to be replaceable");

    @ArchTest
    static final ArchRule JAIN_INSIDE = onlyIn("gov.nist..", WIRE, "app.trunkline.demo..")
            .because("JAIN-SIP is unmaintained and has to be replaceable");

    private static final DescribedPredicate<JavaClass> LIBRARY = resideInAnyPackage("javax.sip..", "gov.nist..");

    @ArchTest
    static final ArchRule JAIN_HIDDEN = noCodeUnits()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(resideInAPackage(WIRE)
                    .and(DescribedPredicate.describe(
                            "are for others, not made by the library",
                            c -> isVisible(c)
                                    && c.getAllRawInterfaces().stream().noneMatch(LIBRARY))))
            .should(ArchCondition.from(DescribedPredicate.<JavaCodeUnit>describe(
                    "mention the library in a parameter, an exception or what they return",
                    unit -> LIBRARY.test(unit.getRawReturnType())
                            || unit.getRawParameterTypes().stream().anyMatch(LIBRARY)
                            || unit.getExceptionTypes().stream().anyMatch(LIBRARY))))
            .because("nobody outside of the wire may come to need JAIN-SIP");

    @ArchTest
    static final ArchRule JAIN_OUT_OF_SIGHT = noFields()
            .that()
            .areNotPrivate()
            .and()
            .areDeclaredInClassesThat(
                    resideInAPackage(WIRE).and(DescribedPredicate.describe("are public", c -> isVisible(c))))
            .should()
            .haveRawType(LIBRARY)
            .because("nobody outside of the wire may come to need JAIN-SIP");

    @ArchTest
    static final ArchRule DBUS = onlyIn("org.freedesktop..", "app.trunkline.session..")
            .because("one room talks to the desktop, on one thread, with deadlines");

    @ArchTest
    static final ArchRule BOUNCY_CASTLE =
            onlyIn("org.bouncycastle..", "app.trunkline.demo..").because("only the demo line needs it");

    @ArchTest
    static final ArchRule CSV = onlyIn("de.siegmar.fastcsv..", "app.trunkline.ui.log..")
            .because("the exported call log is all that is written so");

    @ArchTest
    static final ArchRule GSON = onlyIn(
                    "com.google.gson..",
                    "app.trunkline.settings..",
                    "app.trunkline.terminal..",
                    "app.trunkline.sip.identity..",
                    "app.trunkline.update..")
            .because("files are the business of settings, and the events that scripts read are the terminal's;"
                    + " a stranger's PASSporT or notice wants a strict reader of JSON");

    @ArchTest
    static final ArchRule LIBPULSE = noClasses()
            .that()
            .resideOutsideOfPackages("app.trunkline.media.pulse..", "app.trunkline.network..")
            .and()
            .doNotHaveFullyQualifiedName("app.trunkline.media.webrtc.NativeHeap")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.foreign.Linker")
            .because("foreign functions are called in three places, each of which keeps them to itself");

    @ArchTest
    static final ArchRule JAVA_SOUND =
            onlyIn("javax.sound..", "app.trunkline.media.javasound..").because("the installer for Linux leaves it out");

    @ArchTest
    static final ArchRule CONSTRUCTED_BY_THE_ROOT = noClasses()
            .that()
            .haveNameNotMatching(ROOT.replace(".", "\\.") + "\\.Wiring.*")
            .should()
            .callConstructorWhere(DescribedPredicate.describe(
                    "make an implementation of a seam",
                    call -> Set.of("WebRtcMediaEngine", "WssTransport", "ThreadEventLoop", "PulseSoundSystem")
                                    .contains(call.getTargetOwner().getSimpleName())
                            && !call.getOriginOwner().equals(call.getTargetOwner())))
            .because("only the wiring sees implementations");

    @ArchTest
    static final ArchRule THE_ROOT_IS_A_ROOT = classes()
            .that()
            .resideInAPackage(ROOT)
            .should(ArchCondition.from(DescribedPredicate.<JavaClass>describe(
                    "be the entry or the wiring",
                    c -> Set.of("Main", "Wiring", "package-info")
                            .contains(outermost(c).getSimpleName()))))
            .because("what has a trade of its own has a room of its own");

    @ArchTest
    static final ArchRule THE_ROOT_IS_NO_CIRCLE = noClasses()
            .that()
            .haveNameMatching(ROOT.replace(".", "\\.") + "\\.Wiring.*")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(ROOT + ".Main");

    @ArchTest
    static final ArchRule RUN_LATER = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("app.trunkline.ui.Fx")
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "call Platform.runLater",
                    call -> call.getName().equals("runLater")
                            && call.getTargetOwner().getFullName().equals("javafx.application.Platform")))
            .because("there is one bridge to the FX thread");

    @ArchTest
    static final ArchRule THREADS = noClasses()
            .that()
            .resideOutsideOfPackages("app.trunkline.loop")
            .should()
            // Method references are accesses as calls are.
            .accessTargetWhere(DescribedPredicate.describe("make a thread or timer", ArchitectureTest::makesAThread))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Executors.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ForkJoinPool.class)
            .because("every thread has a name and an owner, and none ends untold");

    private static boolean makesAThread(JavaAccess<?> access) {
        var owner = access.getTargetOwner();
        var member = access.getTarget().getName();
        return switch (member) {
            case JavaConstructor.CONSTRUCTOR_NAME ->
                owner.isAssignableTo(Thread.class)
                        || owner.isAssignableTo(Timer.class)
                        || owner.isAssignableTo(ThreadPoolExecutor.class);
            case "startVirtualThread", "ofVirtual", "ofPlatform" -> owner.isEquivalentTo(Thread.class);
            // Without an executor they go to the common pool's threads.
            case "runAsync", "supplyAsync" ->
                owner.isEquivalentTo(CompletableFuture.class)
                        && access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                        && target.getRawParameterTypes().size() == 1;
            case "parallel", "parallelStream" ->
                owner.isAssignableTo(BaseStream.class) || owner.isAssignableTo(Collection.class);
            default -> false;
        };
    }

    @ArchTest
    static final ArchRule NO_LOCKS = noClasses()
            .that()
            .resideInAnyPackage(concat(SIGNALLING, "app.trunkline.phone..", "app.trunkline.ui.."))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent.locks..")
            .because("state belongs to one thread");

    @ArchTest
    static final ArchRule NO_SYNCHRONIZED = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(concat(SIGNALLING, "app.trunkline.phone..", "app.trunkline.ui.."))
            .should()
            .haveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule NO_VOLATILE = noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(concat(SIGNALLING, "app.trunkline.phone..", "app.trunkline.ui.."))
            .should()
            .haveModifier(JavaModifier.VOLATILE);

    @ArchTest
    static final ArchRule NOBODY_WAITS = noClasses()
            .that()
            .resideInAnyPackage(concat(
                    SIGNALLING,
                    "app.trunkline.phone..",
                    "app.trunkline.ui..",
                    "app.trunkline.settings..",
                    "app.trunkline.store..",
                    "app.trunkline.update.."))
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "wait",
                    call -> call.getTargetOwner().isAssignableTo(Future.class)
                                    && call.getName().equals("get")
                            || call.getTargetOwner().isAssignableTo(CompletableFuture.class)
                                    && call.getName().equals("join")
                            || call.getTargetOwner().isEquivalentTo(Thread.class)
                                    && call.getName().equals("sleep")
                            || call.getTargetOwner().isEquivalentTo(CountDownLatch.class)
                                    && call.getName().equals("await")))
            .because("the loop and the FX thread never wait");

    @ArchTest
    static final ArchRule CLOCK = noClasses()
            .that()
            .resideInAnyPackage(
                    "app.trunkline.sip..", "app.trunkline.phone..", "app.trunkline.demo..", "app.trunkline.update..")
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "read a clock",
                    call -> call.getTargetOwner().isEquivalentTo(Instant.class)
                                    && call.getName().equals("now")
                            || call.getTargetOwner().isEquivalentTo(System.class)
                                    && Set.of("currentTimeMillis", "nanoTime").contains(call.getName())))
            .because("time comes from the loop, so that tests can turn the clock");

    @ArchTest
    static final ArchRule PURE_MACHINES = classes()
            .that()
            .haveSimpleNameEndingWith("Machine")
            .and()
            .resideInAnyPackage(SIGNALLING)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            SIP, CALL, EVENT, "java..", "app.trunkline.media", "org.jspecify..")
                    .or(DescribedPredicate.describe(
                            "are pure themselves",
                            c -> Set.of("Cause", "SoftStateTiming").contains(c.getSimpleName()))))
            .because("a machine is a function of state and event");

    @ArchTest
    static final ArchRule LOGGING = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("app.trunkline.Main")
            .should()
            .accessField(System.class, "err")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..")
            .because("slf4j only");

    @ArchTest
    static final ArchRule NO_MUTABLE_STATICS =
            fields().that().areStatic().should().beFinal().because("nothing is shared by accident");

    @ArchTest
    static final ArchRule NAMES = noClasses()
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
            .because("a name says what a thing is");

    @ArchTest
    static final ArchRule VIEW_MODELS = noClasses()
            .that()
            .haveSimpleNameEndingWith("ViewModel")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx.scene..", "javafx.stage..")
            .because("view models are tested without a toolkit");

    @ArchTest
    static final ArchRule FEATURES_APART = slices().matching("app.trunkline.ui.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage("app.trunkline.ui.kit.."))
            .because("a screen is understood by itself");
}
