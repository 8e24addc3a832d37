package io.headwater.testcluster.junit;

import io.headwater.testcluster.ControlPlane;
import java.util.Locale;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests control planes and namespaces; see {@link WithControlPlane}. The control planes live until the last test of the JVM has ended. */
final class ControlPlaneExtension implements ExecutionCondition, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ControlPlaneExtension.class);
    private static final String DEFAULT = "one";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return clusters(context)
                .obstacle()
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("a control plane can be had"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ControlPlane.class || parameter.isAnnotated(FreshNamespace.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var name = parameter.findAnnotation(Cluster.class).map(Cluster::value).orElse(DEFAULT);
        var plane = clusters(context).named(name);
        return parameter.isAnnotated(FreshNamespace.class) ? plane.freshNamespace(prefix(context)) : plane;
    }

    /** The test's class, so that a namespace that is looked at afterwards says where it comes from. */
    private static String prefix(ExtensionContext context) {
        return context.getRequiredTestClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    private static Clusters clusters(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Clusters.class, key -> Clusters.ofThisProcess(), Clusters.class);
    }
}
