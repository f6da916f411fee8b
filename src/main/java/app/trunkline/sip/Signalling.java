package app.trunkline.sip;

import app.trunkline.loop.EventLoop;

/** What a user agent's requests outside of calls are made with. On the loop. */
record Signalling(Account account, JainStack stack, Requests requests, DigestAuthenticator digest, EventLoop loop) {}
