package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A little in hand, never too much, and silence for what is missing. */
class SoundQueueTest {
    private final SoundQueue queue = new SoundQueue(4, 10);

    private static short[] from(int first, int count) {
        var samples = new short[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (short) (first + i);
        }
        return samples;
    }

    @Test
    void flowsOnceTheLeadIsThere() {
        queue.add(from(1, 2));
        assertThat(queue.take(2)).containsExactly(0, 0);
        queue.add(from(3, 2));
        assertThat(queue.take(2)).containsExactly(1, 2);
        assertThat(queue.take(2)).containsExactly(3, 4);
    }

    @Test
    void endsInSilenceAndGathersAnew() {
        queue.add(from(1, 5));
        assertThat(queue.take(3)).containsExactly(1, 2, 3);
        assertThat(queue.take(3)).containsExactly(4, 5, 0);
        queue.add(from(6, 3));
        assertThat(queue.take(3)).containsExactly(0, 0, 0);
        queue.add(from(9, 1));
        assertThat(queue.take(3)).containsExactly(6, 7, 8);
    }

    @Test
    void dropsWhatIsTooOldDownToTheLead() {
        queue.add(from(1, 8));
        queue.add(from(9, 4));
        assertThat(queue.size()).isEqualTo(8);
        assertThat(queue.take(8)).containsExactly(5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void aFullQueueIsAllItEverHolds() {
        for (int i = 0; i < 100; i++) {
            queue.add(from(i, 3));
        }
        assertThat(queue.size()).isLessThanOrEqualTo(10);
    }
}
