package app.trunkline.ui;

import app.trunkline.ui.accounts.AccountsViewModel;
import app.trunkline.ui.call.CallViewModel;
import app.trunkline.ui.call.IncomingCallViewModel;
import app.trunkline.ui.call.TransferViewModel;
import app.trunkline.ui.contacts.ContactsViewModel;
import app.trunkline.ui.dialer.DialerViewModel;
import app.trunkline.ui.kit.SuggestionsViewModel;
import app.trunkline.ui.kit.UndoViewModel;
import app.trunkline.ui.log.CallLogViewModel;
import app.trunkline.ui.messages.MessagesViewModel;
import app.trunkline.ui.update.UpdateNoticeViewModel;

/** What the windows show and do; views come and go, these stay. */
record Models(
        AccountsViewModel accounts,
        DialerViewModel dialer,
        CallViewModel call,
        TransferViewModel transfer,
        IncomingCallViewModel incoming,
        CallLogViewModel history,
        ContactsViewModel contacts,
        MessagesViewModel messages,
        MainViewModel main,
        DoNotDisturbViewModel disturb,
        UpdateNoticeViewModel update,
        QuitViewModel quit,
        MissedCalls missed,
        SessionViewModel session,
        UndoViewModel undo,
        SuggestionsViewModel suggestions) {}
