package io.headwater.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What may know what, in all services at once. */
class LayersTest {

    /** Each service's package, below {@code io.headwater}. */
    static final List<String> SERVICES = List.of(
            "catalog", "repowatcher", "renderer", "clusterwatcher", "differ", "applier", "healthchecker", "gateway");

    private static final String GENERATED = "io.headwater.schemas.avro..";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.headwater");

    @ParameterizedTest
    @FieldSource("SERVICES")
    void coreKnowsNothingOfTheOutside(String service) {
        noClasses()
                .that()
                .resideInAPackage(core(service))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "org.apache.avro..",
                        "io.headwater.schemas..",
                        "io.headwater.runtime.kafka..",
                        "io.fabric8..",
                        "io.headwater.kubernetes.client..",
                        "io.vertx..",
                        "org.eclipse.jgit..",
                        "java.net.http..")
                .check(CLASSES);
    }

    /** The core decides; what carries its decisions out depends on it, and never the other way round. */
    @ParameterizedTest
    @FieldSource("SERVICES")
    void coreKnowsNothingOfItsService(String service) {
        noClasses()
                .that()
                .resideInAPackage(core(service))
                .should()
                .dependOnClassesThat(resideInAPackage(whole(service)).and(not(resideInAPackage(core(service)))))
                .check(CLASSES);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void noServiceKnowsAnother(String service) {
        var others = SERVICES.stream()
                .filter(other -> !other.equals(service))
                .map(LayersTest::whole)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(whole(service))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
    }

    /** Whatever speaks of records is wiring or an adapter to Kafka. */
    @ParameterizedTest
    @FieldSource("SERVICES")
    void recordsAreReadAndWrittenAtTheEdge(String service) {
        noClasses()
                .that()
                .resideInAPackage(whole(service))
                .and()
                .resideOutsideOfPackages(whole(service, "kafka"), whole(service, "topology"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(GENERATED)
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhetherNullIsAllowed() {
        var unmarked = CLASSES.stream()
                .filter(type -> !type.getPackageName().equals("io.headwater.schemas.avro"))
                .map(JavaClass::getPackage)
                .distinct()
                .filter(found -> !found.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .toList();

        assertThat(unmarked).isEmpty();
    }

    @Test
    void everyServiceIsLookedAt() {
        assertThat(SERVICES).allSatisfy(service -> assertThat(classesOf(service))
                .anyMatch(type -> type.getSimpleName().endsWith("Main")));
    }

    private static Stream<JavaClass> classesOf(String service) {
        return CLASSES.stream().filter(resideInAPackage(whole(service)));
    }

    private static String core(String service) {
        return whole(service, "core");
    }

    private static String whole(String service) {
        return "io.headwater." + service + "..";
    }

    private static String whole(String service, String layer) {
        return "io.headwater." + service + "." + layer + "..";
    }
}
