package app.trunkline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.Hold;
import javafx.scene.Parent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A page that cannot be laid out, for whatever reason. */
class LayoutRecoveryTest {
    private ShownPhone shown;

    @BeforeEach
    void show() throws Exception {
        shown = new ShownPhone();
        shown.publish(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
    }

    @AfterEach
    void hide() throws Exception {
        shown.close();
    }

    /** Fails as JavaFX does with some texts. */
    private static final class Broken extends Region {
        @Override
        protected double computePrefHeight(double width) {
            throw new ArrayIndexOutOfBoundsException("Index -1 out of bounds for length 1");
        }
    }

    private static void breakPage(Parent root, String place) {
        ((Pane) root.lookup(place)).getChildren().addFirst(new Broken());
    }

    private Parent root() {
        return shown.stage.getScene().getRoot();
    }

    @Test
    void theCallKeepsItsHangUp() throws Exception {
        Toolkit.run(() -> breakPage(root(), ".call-person"));
        Toolkit.settle();
        Toolkit.settle();
        assertThat(shown.failures).isNotEmpty();
        new Hands().clickOn(shown.node("#hang-up"));
        assertThat(shown.phone.asked()).containsExactly("hangup 1");
        assertThat(shown.node("#call-name").isVisible()).isTrue();
        shown.publish(Samples.phone(Samples.talking("2", Samples.ADA, Hold.NONE, false)));
        assertThat(((javafx.scene.control.Label) shown.node("#call-name")).getText())
                .isEqualTo("Ada Lovelace");
    }

    @Test
    void aPageBesideTheCallTakesNothingFromIt() throws Exception {
        Toolkit.run(() -> breakPage(root(), ".places"));
        Toolkit.settle();
        Toolkit.settle();
        new Hands().clickOn(shown.node("#mute"));
        assertThat(shown.phone.asked()).containsExactly("mute 1");
    }

    @Test
    void whatFailsAgainGivesWayToAPlainPageWithHangUp() throws Exception {
        Toolkit.run(() -> {
            shown.stage.getScene().rootProperty().subscribe((before, root) -> {
                if (root instanceof MainView) {
                    breakPage(root, ".call-person");
                }
            });
            breakPage(root(), ".call-person");
        });
        for (var i = 0; i < 4; i++) {
            Toolkit.settle();
        }
        assertThat(root().getId()).isEqualTo("plain");
        new Hands().clickOn(shown.node("#hang-up"));
        assertThat(shown.phone.asked()).containsExactly("hangup 1");
        shown.publish(Samples.phone(Samples.incoming("2", Samples.ADA)));
        for (var i = 0; i < 4; i++) {
            Toolkit.settle();
        }
        new Hands().clickOn(shown.node("#answer"));
        assertThat(shown.phone.asked()).endsWith("answer 2");
    }
}
