package app.trunkline.update;

/** What a check came to. */
public sealed interface Finding {
    /** There is a newer version than the one that runs. */
    record Newer(Release release) implements Finding {}

    /** What runs is the newest that is told of. */
    record UpToDate() implements Finding {}

    /** This build has no key, so that no notice can be believed. */
    record NoKey() implements Finding {}

    /** The server gave nothing in time. */
    record Unreachable() implements Finding {}

    /** What the server gave is not to be believed; the log says why. */
    record Unbelievable() implements Finding {}
}
