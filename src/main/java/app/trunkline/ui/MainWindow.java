package app.trunkline.ui;

import app.trunkline.text.Texts;
import app.trunkline.ui.accounts.AccountsView;
import app.trunkline.ui.accounts.WelcomeView;
import app.trunkline.ui.call.CallView;
import app.trunkline.ui.call.IncomingCallView;
import app.trunkline.ui.call.IncomingCallWindow;
import app.trunkline.ui.contacts.ContactsView;
import app.trunkline.ui.dialer.DialerView;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.UndoBar;
import app.trunkline.ui.log.CallLogView;
import app.trunkline.ui.messages.MessageNotice;
import app.trunkline.ui.messages.MessagesView;
import app.trunkline.ui.settings.SettingsActions;
import app.trunkline.ui.settings.SettingsDialog;
import app.trunkline.ui.settings.SettingsViewModel;
import app.trunkline.ui.update.UpdateNotice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/** The main window, and the small one of an incoming call: their content is built here, and built anew when it fails. */
final class MainWindow {
    private static final double WIDTH = 816;
    private static final double HEIGHT = 720;
    private static final double MIN_WIDTH = 416;
    private static final double MIN_HEIGHT = 664;
    private static final List<Integer> ICON_SIZES = List.of(16, 24, 32, 48, 64, 128, 256, 512);

    private static final List<Integer> TRAY_SIZES = List.of(16, 24, 32, 48);

    private final Stage stage;
    private final Models models;
    private final DesktopParts.Actions actions;
    private final Texts texts;
    private final Theme theme;
    private final Subscriptions bag = new Subscriptions();
    private final List<Image> icons = ICON_SIZES.stream().map(MainWindow::icon).toList();
    private final RememberedPlace place;
    private final LayoutRecovery recovery;
    private final Scene scene = new Scene(new StackPane());
    private MainView view;
    /** Closed by the person, and not brought back yet. */
    private boolean away;

    MainWindow(
            Stage stage,
            Models models,
            DesktopParts.Actions actions,
            Texts texts,
            Theme theme,
            Supplier<Instant> clock,
            DesktopParts.Around around,
            Fx fx) {
        this.stage = stage;
        this.models = models;
        this.actions = actions;
        this.texts = texts;
        this.theme = theme;
        place = new RememberedPlace(
                stage,
                around.settings().get().window(),
                now -> around.keep().accept(settings -> settings.withWindow(now)));
        recovery = new LayoutRecovery(clock, fx, this::build, this::plain);
        theme.dress(scene);
        view = pages();
        scene.setRoot(view);
        new Keys(models, this::view, actions.openSettings()).attach(scene);
    }

    private void build() {
        bag.close();
        view = pages();
        scene.setRoot(view);
    }

    private void plain() {
        bag.close();
        scene.setRoot(new PlainView(models.call(), models.incoming(), models.quit(), texts, bag, recovery::build));
        bag.add(models.main().page().subscribe((before, page) -> recovery.build())::unsubscribe);
    }

    private MainView pages() {
        var main = models.main();
        var incoming = models.incoming();
        new IncomingCallWindow(
                incoming,
                models.suggestions(),
                stage,
                models.session().notifiesCalls(),
                texts,
                bag,
                theme::dress,
                this::toFront);
        var pieces = new MainView.Parts(
                new AccountsView(models.accounts(), texts, bag, actions.openSettings()),
                new DialerView(models.dialer(), models.suggestions(), texts, bag, models.accounts()::hearMessages),
                new CallView(models.call(), models.transfer(), models.suggestions(), texts, bag, main::addCall),
                models.call(),
                new IncomingCallView(incoming, models.suggestions(), texts, bag, () -> {}),
                incoming,
                new WelcomeView(texts, icons.getLast(), actions.setUpLine(), actions.tryDemo()),
                places(),
                new MessageNotice(
                        models.messages(), texts, bag, () -> view.places().showMessages()),
                models.disturb(),
                new UpdateNotice(models.update(), texts, bag, main.page().map(page -> page == MainViewModel.Page.CALL)),
                models.quit(),
                new UndoBar(models.undo(), texts, bag));
        return new MainView(main, pieces, texts, bag, actions.openSettings());
    }

    private PlacesView places() {
        var messages = models.messages();
        var places = new PlacesView(
                models.main(),
                new CallLogView(models.history(), texts, bag),
                new ContactsView(models.contacts(), texts, bag),
                new MessagesView(messages, models.suggestions(), texts, bag),
                models.missed().count(),
                messages.unread(),
                texts,
                bag);
        models.history().whenContact(places::addContact);
        bag.listen(models.main().place(), place -> {
            messages.show(place == MainViewModel.Place.MESSAGES);
            look();
        });
        return places;
    }

    /** The window is worked in, or no longer. */
    private void look() {
        var focused = stage.isFocused();
        models.session().inFront(focused);
        models.missed().inSight(focused && models.main().place().get() == MainViewModel.Place.CALLS);
    }

    /** Shows it out of sight, from where the tray, a link or another start bring it. */
    void showAway() {
        away = true;
        stage.setIconified(true);
        show();
    }

    /** Shows it, with the caret in the number field. */
    void show() {
        stage.setTitle("Trunkline");
        stage.getIcons().setAll(icons);
        stage.setScene(scene);
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(MIN_HEIGHT);
        if (Double.isNaN(stage.getWidth())) {
            stage.setWidth(WIDTH);
            stage.setHeight(HEIGHT);
            place.takeUp();
        }
        stage.setOnCloseRequest(event -> {
            event.consume();
            models.quit().close();
        });
        recovery.watch();
        stage.focusedProperty().subscribe(this::look);
        stage.iconifiedProperty().subscribe(iconified -> away = away && iconified);
        models.session().tray().subscribe(this::settleAway);
        stage.show();
        place.follow();
        view.dialer().focusNumber();
    }

    void openSettings(SettingsActions settings) {
        new SettingsDialog(new SettingsViewModel(settings), models.suggestions()).show(stage, theme::dress);
    }

    /** The content of the window as it stands. */
    MainView view() {
        return view;
    }

    /** Brings it before the others, from wherever it was, with the call in it. */
    void toFront() {
        models.main().backToCall();
        away = false;
        stage.setIconified(false);
        stage.show();
        stage.toFront();
        stage.requestFocus();
    }

    /** Takes it out of sight: into the tray, or where there is none, to where the desktop lists its windows. */
    void away() {
        away = true;
        models.session().inFront(false);
        stage.setIconified(true);
        settleAway();
    }

    /** A tray that comes takes the window in, and one that goes must not take it along. */
    private void settleAway() {
        if (!away) {
            return;
        }
        if (models.session().tray().get()) {
            stage.hide();
        } else if (!stage.isShowing()) {
            stage.setIconified(true);
            stage.show();
        }
    }

    void close() {
        place.end();
        bag.close();
    }

    /** The program's icon in the sizes that trays have. */
    static List<Image> trayImages() {
        return TRAY_SIZES.stream().map(MainWindow::icon).toList();
    }

    private static Image icon(int size) {
        var name = "/assets/icons/trunkline-" + size + ".png";
        try (var in = Objects.requireNonNull(MainWindow.class.getResourceAsStream(name), name)) {
            return new Image(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
