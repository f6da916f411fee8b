package app.trunkline.sip;

/** Status codes that we send or act on (RFC 3261 section 21; those of other RFCs name theirs). */
public final class SipStatus {
    public static final int TRYING = 100;
    public static final int RINGING = 180;
    public static final int OK = 200;
    public static final int ACCEPTED = 202;
    public static final int MULTIPLE_CHOICES = 300;
    public static final int MOVED_PERMANENTLY = 301;
    public static final int MOVED_TEMPORARILY = 302;
    public static final int USE_PROXY = 305;
    public static final int BAD_REQUEST = 400;
    public static final int UNAUTHORIZED = 401;
    public static final int PAYMENT_REQUIRED = 402;
    public static final int FORBIDDEN = 403;
    public static final int NOT_FOUND = 404;
    public static final int METHOD_NOT_ALLOWED = 405;
    public static final int NOT_ACCEPTABLE = 406;
    public static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    public static final int REQUEST_TIMEOUT = 408;
    public static final int GONE = 410;
    /** RFC 3903 section 11.2.1. */
    public static final int CONDITIONAL_REQUEST_FAILED = 412;

    public static final int REQUEST_ENTITY_TOO_LARGE = 413;
    public static final int UNSUPPORTED_MEDIA_TYPE = 415;
    public static final int UNSUPPORTED_URI_SCHEME = 416;
    public static final int BAD_EXTENSION = 420;
    public static final int EXTENSION_REQUIRED = 421;
    /** RFC 4028 section 6. */
    public static final int INTERVAL_TOO_SMALL = 422;

    public static final int INTERVAL_TOO_BRIEF = 423;
    /** RFC 5626 section 11.5. */
    public static final int FLOW_FAILED = 430;
    /** Kamailio's own: the connection that the request is for is gone. */
    public static final int NEXT_HOP_UNREACHABLE = 477;

    /** RFC 5626 section 11.6. */
    public static final int FIRST_HOP_LACKS_OUTBOUND_SUPPORT = 439;

    public static final int TEMPORARILY_UNAVAILABLE = 480;
    /** "Call/Transaction Does Not Exist". */
    public static final int NO_SUCH_CALL = 481;

    public static final int LOOP_DETECTED = 482;
    public static final int ADDRESS_INCOMPLETE = 484;
    public static final int AMBIGUOUS = 485;
    public static final int BUSY_HERE = 486;
    public static final int REQUEST_TERMINATED = 487;
    public static final int NOT_ACCEPTABLE_HERE = 488;
    /** RFC 6665 section 8.3.2. */
    public static final int BAD_EVENT = 489;

    public static final int REQUEST_PENDING = 491;
    public static final int SERVER_INTERNAL_ERROR = 500;
    public static final int NOT_IMPLEMENTED = 501;
    public static final int BAD_GATEWAY = 502;
    public static final int SERVICE_UNAVAILABLE = 503;
    public static final int SERVER_TIMEOUT = 504;
    public static final int VERSION_NOT_SUPPORTED = 505;
    public static final int MESSAGE_TOO_LARGE = 513;
    public static final int BUSY_EVERYWHERE = 600;
    public static final int DECLINE = 603;
    public static final int DOES_NOT_EXIST_ANYWHERE = 604;
    public static final int NOT_ACCEPTABLE_ANYWHERE = 606;
    /** RFC 8197. */
    public static final int UNWANTED = 607;

    private SipStatus() {}
}
