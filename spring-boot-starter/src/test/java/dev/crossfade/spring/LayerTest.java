package dev.crossfade.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The line of the starter in ARCHITECTURE.md, held. */
class LayerTest {
  @Test
  void theStarterKnowsTheFacadeAndWhatIsInItsCalls() {
    classes()
        .that()
        .resideInAPackage("dev.crossfade.spring..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.crossfade.spring..",
            "dev.crossfade.core..",
            "dev.crossfade.config..",
            "dev.crossfade.live",
            "dev.crossfade.facade",
            "org.springframework..",
            "io.micrometer..",
            "org.slf4j..",
            "org.jspecify..",
            "java..")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.crossfade.spring"));
  }
}
