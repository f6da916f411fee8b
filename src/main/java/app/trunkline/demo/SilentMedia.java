package app.trunkline.demo;

final class SilentMedia implements Media {
    @Override
    public Session open(boolean e, Listener l) {
        return new Session() {
            @Override
            public String offer() {
                return "";
            }

            @Override
            public String answer(String o) throws UnacceptableSdpException {
                throw new UnacceptableSdpException("no sound yet");
            }

            @Override
            public void accept(String a) {}

            @Override
            public void close() {}
        };
    }
}
