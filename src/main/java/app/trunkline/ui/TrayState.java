package app.trunkline.ui;

/** How the telephone stands, for the icon in the tray; the first that is so is shown. */
enum TrayState {
    RINGING,
    TALKING,
    TROUBLE,
    MISSED,
    QUIET,
    CONNECTING,
    READY
}
