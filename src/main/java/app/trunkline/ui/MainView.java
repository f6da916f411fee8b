package app.trunkline.ui;

import app.trunkline.text.Texts;
import app.trunkline.ui.accounts.AccountsView;
import app.trunkline.ui.accounts.WelcomeView;
import app.trunkline.ui.call.CallView;
import app.trunkline.ui.call.CallViewModel;
import app.trunkline.ui.call.IncomingCallView;
import app.trunkline.ui.call.IncomingCallViewModel;
import app.trunkline.ui.dialer.DialerView;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Icons;
import app.trunkline.ui.kit.Shortcuts;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.UndoBar;
import app.trunkline.ui.messages.MessageNotice;
import app.trunkline.ui.update.UpdateNotice;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/**
 * The main window's content: the lines' state on top, the phone on the left, calls, contacts or messages beside it, or below it where
 * the window is narrow.
 */
final class MainView extends VBox {
    private static final PseudoClass ALONE = PseudoClass.getPseudoClass("alone");
    /** Below this width they stand under the phone. */
    private static final double BESIDE = 720;

    private final MainViewModel model;
    private final Texts texts;
    private final Subscriptions bag;
    private final DialerView dialer;
    private final PlacesView places;
    private final VBox phone = new VBox();
    private final StackPane body = new StackPane();
    private boolean stacked;

    /** The parts that the window is made of. */
    record Parts(
            AccountsView accounts,
            DialerView dialer,
            CallView call,
            CallViewModel callModel,
            IncomingCallView incoming,
            IncomingCallViewModel incomingModel,
            WelcomeView welcome,
            PlacesView places,
            MessageNotice news,
            DoNotDisturbViewModel disturb,
            UpdateNotice update,
            QuitViewModel quit,
            UndoBar undo) {}

    MainView(MainViewModel model, Parts parts, Texts texts, Subscriptions bag, Runnable openSettings) {
        this.model = model;
        this.texts = texts;
        this.bag = bag;
        dialer = parts.dialer();
        places = parts.places();
        getStyleClass().add("main");
        VBox.setVgrow(body, Priority.ALWAYS);
        phone.getStyleClass().add("phone");
        phone.getChildren().setAll(incoming(parts), parts.news(), back(parts.callModel()), pages(parts));
        var question = new QuitQuestion(parts.quit(), texts, bag);
        getChildren()
                .setAll(
                        header(parts, openSettings),
                        question,
                        parts.accounts().problems(),
                        parts.update(),
                        body,
                        parts.undo());
        arrange(false);
        bag.listen(widthProperty(), width -> {
            if (width.doubleValue() > 0 && stacked != width.doubleValue() < BESIDE) {
                arrange(!stacked);
            }
        });
    }

    DialerView dialer() {
        return dialer;
    }

    PlacesView places() {
        return places;
    }

    private HBox header(Parts parts, Runnable openSettings) {
        var accounts = parts.accounts();
        var gear = Buttons.icon(
                MaterialDesignC.COG_OUTLINE, Shortcuts.SETTINGS.with(texts.get("main.settings")), openSettings);
        gear.setId("settings");
        gear.setAccessibleText(texts.get("main.settings"));
        var quit = Buttons.icon(MaterialDesignP.POWER, Shortcuts.QUIT.with(texts.get("main.quit")), parts.quit()::quit);
        quit.setId("quit");
        quit.setAccessibleText(texts.get("main.quit"));
        HBox.setHgrow(accounts.lines(), Priority.ALWAYS);
        var header = new HBox(accounts.lines(), sign(parts.disturb()), disturb(parts.disturb()), gear, quit);
        header.getStyleClass().add("header");
        header.setAlignment(Pos.CENTER_LEFT);
        bag.listen(model.page(), page -> accounts.lines().setVisible(page != MainViewModel.Page.WELCOME));
        return header;
    }

    private Label sign(DoNotDisturbViewModel model) {
        var sign = new Label();
        sign.setId("rule-sign");
        sign.getStyleClass().add("rule-sign");
        sign.textProperty().bind(model.sign());
        bag.listen(model.sign(), text -> Buttons.show(sign, !text.isEmpty()));
        return sign;
    }

    /** An icon alone while it is off; with its words, in the colour of a warning, while it is on. */
    private ToggleButton disturb(DoNotDisturbViewModel quiet) {
        var toggle = new ToggleButton(texts.get("main.dnd"), Icons.of(MaterialDesignM.MINUS_CIRCLE_OUTLINE));
        toggle.setId("dnd");
        toggle.getStyleClass().addAll("icon-button", "dnd");
        toggle.setMinWidth(USE_PREF_SIZE);
        toggle.setOnAction(event -> {
            toggle.setSelected(quiet.on().get());
            quiet.toggle();
        });
        var favourites = new CheckMenuItem(texts.get("main.dnd.favourites"));
        favourites.setId("dnd-favourites");
        favourites.setOnAction(event -> {
            favourites.setSelected(quiet.favourites().get());
            quiet.toggleFavourites();
        });
        bag.listen(quiet.favourites(), favourites::setSelected);
        toggle.setContextMenu(new ContextMenu(favourites));
        toggle.setAccessibleHelp(texts.get("main.dnd.menu"));
        var words = new ReadOnlyStringWrapper();
        Buttons.tip(toggle, words);
        bag.listen(quiet.on(), on -> {
            toggle.setSelected(on);
            toggle.setContentDisplay(on ? ContentDisplay.LEFT : ContentDisplay.GRAPHIC_ONLY);
            words.set(Shortcuts.DO_NOT_DISTURB.with(texts.get(on ? "main.dnd.off" : "main.dnd.on")));
            toggle.setAccessibleText(texts.get(on ? "main.dnd.off" : "main.dnd.on"));
        });
        bag.listen(model.page(), page -> Buttons.show(toggle, page != MainViewModel.Page.WELCOME));
        return toggle;
    }

    private Node incoming(Parts parts) {
        var card = new StackPane(parts.incoming());
        card.getStyleClass().add("incoming-place");
        bag.listen(parts.incomingModel().present(), ringing -> Buttons.show(card, ringing));
        return card;
    }

    /** While a second number is dialled, the way back to the call that goes on. */
    private Node back(CallViewModel call) {
        var name = new Label();
        name.getStyleClass().add("waiting-name");
        name.textProperty().bind(call.name());
        var state = new Label();
        state.getStyleClass().add("caption");
        state.textProperty().bind(Bindings.concat(call.state(), "  ", call.timer()));
        var words = new VBox(name, state);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var back = Buttons.text(texts.get("main.back-to-call"), model::backToCall, "small-button");
        back.setId("back-to-call");
        back.setMinWidth(USE_PREF_SIZE);
        var strip = new HBox(words, back);
        strip.getStyleClass().addAll("waiting-call", "back-strip");
        strip.setAlignment(Pos.CENTER_LEFT);
        Runnable settle =
                () -> Buttons.show(strip, call.present().get() && model.page().get() != MainViewModel.Page.CALL);
        bag.listen(call.present(), present -> settle.run());
        bag.listen(model.page(), page -> settle.run());
        return strip;
    }

    private StackPane pages(Parts parts) {
        var pages = new StackPane(parts.dialer(), parts.call(), parts.welcome());
        VBox.setVgrow(pages, Priority.ALWAYS);
        bag.listen(model.page(), page -> {
            Buttons.show(parts.dialer(), page == MainViewModel.Page.DIALER);
            Buttons.show(parts.call(), page == MainViewModel.Page.CALL);
            Buttons.show(parts.welcome(), page == MainViewModel.Page.WELCOME);
            Buttons.show(places, page != MainViewModel.Page.WELCOME);
            phone.pseudoClassStateChanged(ALONE, page == MainViewModel.Page.WELCOME);
            // No button takes the focus by itself: a stray space bar must not hang up or swap calls.
            if (page == MainViewModel.Page.DIALER) {
                parts.dialer().focusNumber();
            } else {
                parts.call().requestFocus();
            }
        });
        return pages;
    }

    private void arrange(boolean narrow) {
        stacked = narrow;
        Pane box = narrow ? new VBox(phone, places) : new HBox(phone, places);
        HBox.setHgrow(places, Priority.ALWAYS);
        HBox.setHgrow(phone, Priority.SOMETIMES);
        VBox.setVgrow(phone, Priority.SOMETIMES);
        VBox.setVgrow(places, Priority.ALWAYS);
        phone.getStyleClass().remove("stacked");
        places.getStyleClass().remove("stacked");
        if (narrow) {
            phone.getStyleClass().add("stacked");
            places.getStyleClass().add("stacked");
        }
        body.getChildren().setAll(box);
    }
}
