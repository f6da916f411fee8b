package app.trunkline.media.webrtc;

/**
 * Sound between two clocks: what one thread brings another takes at its own pace. A little is held back so that
 * unsteady arrival is not heard; what is too old is dropped, so that a conversation does not lag. Any thread.
 */
final class SoundQueue {
    private final int lead;
    private final short[] ring;
    private int first;
    private int size;
    private boolean flowing;

    /**
     * @param lead samples to be there before it flows, at first and after it ran dry
     * @param capacity samples; beyond it all but the lead are dropped
     */
    SoundQueue(int lead, int capacity) {
        this.lead = lead;
        ring = new short[capacity];
    }

    synchronized void add(short[] samples) {
        if (samples.length > ring.length) {
            return;
        }
        if (size + samples.length > ring.length) {
            int keep = Math.min(lead, ring.length - samples.length);
            int drop = Math.max(0, size - keep);
            first = (first + drop) % ring.length;
            size -= drop;
        }
        for (short sample : samples) {
            ring[(first + size++) % ring.length] = sample;
        }
    }

    /** The next samples; silence for what is not there. */
    synchronized short[] take(int count) {
        var taken = new short[count];
        if (!flowing && size < Math.max(lead, count)) {
            return taken;
        }
        flowing = size >= count;
        int there = Math.min(size, count);
        for (int i = 0; i < there; i++) {
            taken[i] = ring[(first + i) % ring.length];
        }
        first = (first + there) % ring.length;
        size -= there;
        return taken;
    }

    synchronized int size() {
        return size;
    }
}
