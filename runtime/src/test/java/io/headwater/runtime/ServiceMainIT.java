package io.headwater.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.runtime.ServiceException.Code;
import io.headwater.runtime.sealing.Sealer;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithKafka
class ServiceMainIT {

    private final Map<String, String> environment = new HashMap<>();

    ServiceMainIT(TestKafka kafka, @TempDir Path directory) throws IOException {
        var key = directory.resolve("key");
        Sealer.createKey(key);
        environment.put("HEADWATER_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("HEADWATER_TOPICS_PREFIX", "main" + System.nanoTime());
        environment.put("HEADWATER_TOPICS_PARTITIONS", "1");
        environment.put("HEADWATER_SEALING_KEY_FILE", key.toString());
        environment.put("HEADWATER_HTTP_HOST", "127.0.0.1");
        environment.put("HEADWATER_HTTP_PORT", "0");
    }

    @Test
    void endsWith20WhereItIsMisconfigured() {
        environment.put("HEADWATER_HTTP_PORT", "none");

        assertThat(ServiceMain.run(new Hopeless(), environment)).isEqualTo(20);
    }

    @Test
    void endsWith20WhereThereIsNoSealingKey(@TempDir Path directory) {
        environment.put(
                "HEADWATER_SEALING_KEY_FILE", directory.resolve("missing").toString());

        assertThat(ServiceMain.run(new Hopeless(), environment)).isEqualTo(20);
    }

    @Test
    void endsWith21WhereOnlyAHumanCanHelp() {
        assertThat(ServiceMain.run(new Hopeless(), environment)).isEqualTo(21);
    }

    private static final class Hopeless implements Service {

        @Override
        public String name() {
            return "hopeless";
        }

        @Override
        public Running start(ServiceContext context) {
            throw new ServiceException(Code.HUB_ACCESS, "there is no way to the hub", null);
        }
    }
}
