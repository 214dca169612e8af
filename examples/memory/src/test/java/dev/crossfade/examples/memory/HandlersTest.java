package dev.crossfade.examples.memory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The interface that handlers write to says nothing of stores and stages. */
final class HandlersTest {
  @Test
  void nothingButTheWiringKnowsThatTheMemoryMoves() {
    noClasses()
        .that()
        .resideInAPackage("dev.crossfade.examples.memory")
        .and()
        .doNotBelongToAnyOf(MovingMemory.class, MemoryServer.class, Admin.class, Health.class)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.crossfade.facade..", "dev.crossfade.live..")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.crossfade.examples.memory"));
  }
}
