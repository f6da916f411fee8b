package app.trunkline.settings;

import com.google.gson.annotations.SerializedName;

/** What becomes of a transfer that a far side asks for. */
public enum Transfers {
    /** The user is asked. */
    @SerializedName("ask")
    ASK,
    /** It is followed. */
    @SerializedName("allow")
    ALLOW,
    /** It is declined. */
    @SerializedName("refuse")
    REFUSE
}
