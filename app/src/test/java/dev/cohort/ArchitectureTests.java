package dev.cohort;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Controller;

/** The rules of the house that a compiler does not know. */
class ArchitectureTests {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.cohort");

    @Test
    void sleepAndContactsDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("dev.cohort.sleep..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.cohort.contacts..")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAPackage("dev.cohort.contacts..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.cohort.sleep..")
                .check(PRODUCT);
    }

    @Test
    void featurePackagesAreFreeOfCycles() {
        for (String module : List.of("sleep", "contacts", "app")) {
            slices().matching("dev.cohort." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(PRODUCT);
        }
    }

    @Test
    void controllersAndEntitiesArePrivateToTheirPackage() {
        classes()
                .that()
                .areMetaAnnotatedWith(Controller.class)
                .should()
                .notBePublic()
                .check(PRODUCT);
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .notBePublic()
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @Test
    void timeComesFromAClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(PRODUCT);
    }

    @Test
    void associationsAreLazyAndOneSided() {
        fields().should(new ArchCondition<JavaField>("not be fetched eagerly or mapped as a collection") {
                    @Override
                    public void check(JavaField field, ConditionEvents events) {
                        boolean eager = field.isAnnotatedWith(OneToMany.class)
                                || field.getAnnotations().stream()
                                        .filter(one -> one.getRawType().isEquivalentTo(ManyToOne.class)
                                                || one.getRawType().isEquivalentTo(OneToOne.class))
                                        .anyMatch(ArchitectureTests::isEager);
                        if (eager) {
                            events.add(SimpleConditionEvent.violated(field, field.getFullName()));
                        }
                    }
                })
                .check(PRODUCT);
    }

    private static boolean isEager(JavaAnnotation<?> association) {
        return association.get("fetch").map(Object::toString).orElse("").endsWith(FetchType.EAGER.name());
    }

    @Test
    void copyGoesThroughTheOneWriterThatIsCounted() {
        noClasses()
                .that()
                .haveNameNotMatching(".*[.]CopyWriter([$].*)?")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.postgresql.copy.CopyManager")
                .check(PRODUCT);
    }

    @Test
    void noPageWithATotalThatCostsACount() {
        noClasses()
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are Spring Data's Page",
                        type -> type.getName().equals("org.springframework.data.domain.Page")))
                .check(PRODUCT);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Dto|Service)")
                .check(PRODUCT);
    }
}
