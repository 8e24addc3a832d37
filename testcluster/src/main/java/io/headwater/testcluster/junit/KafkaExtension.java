package io.headwater.testcluster.junit;

import io.headwater.testcluster.kafka.KafkaProvider;
import io.headwater.testcluster.kafka.TestKafka;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a broker; see {@link WithKafka}. It lives until the last test of the JVM has ended. */
final class KafkaExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(KafkaExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestKafka.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        TestKafka.class,
                        key -> KafkaProvider.named(System.getProperty("headwater.kafka", "embedded"))
                                .start(),
                        TestKafka.class);
    }
}
