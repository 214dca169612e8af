package dev.crossfade.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Nobody imports upwards, no package cycles; the table in ARCHITECTURE.md, held. */
final class LayersTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.crossfade");

  @Test
  void coreKnowsOnlyTheJdk() {
    classes()
        .that()
        .resideInAPackage("dev.crossfade.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.crossfade.core..", "java..", "org.slf4j..", "org.jspecify..")
        .check(CLASSES);
  }

  private static final String[] OTHERS = {
    "files", "sqlite", "postgres", "config", "move", "live", "cli", "testkit", "views"
  };

  @Test
  void storesKnowNeitherEachOtherNorWhatIsAbove() {
    for (String store : new String[] {"files", "sqlite", "postgres", "config"}) {
      for (String other : OTHERS) {
        if (!store.equals(other)) {
          noClasses()
              .that()
              .resideInAPackage("dev.crossfade." + store + "..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage("dev.crossfade." + other + "..")
              .check(CLASSES);
        }
      }
    }
  }

  @Test
  void sqlKnowsOnlyCore() {
    noClasses()
        .that()
        .resideInAPackage("dev.crossfade.sql..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.crossfade.files..",
            "dev.crossfade.sqlite..",
            "dev.crossfade.postgres..",
            "dev.crossfade.config..",
            "dev.crossfade.move..",
            "dev.crossfade.live..",
            "dev.crossfade.cli..")
        .check(CLASSES);
  }

  @Test
  void theRunKnowsNoConcreteStore() {
    noClasses()
        .that()
        .resideInAPackage("dev.crossfade.move..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.crossfade.files..",
            "dev.crossfade.sqlite..",
            "dev.crossfade.postgres..",
            "dev.crossfade.config..",
            "dev.crossfade.live..",
            "dev.crossfade.cli..")
        .check(CLASSES);
  }

  @Test
  void theLiveRunKnowsNoConcreteStore() {
    noClasses()
        .that()
        .resideInAPackage("dev.crossfade.live..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.crossfade.files..",
            "dev.crossfade.sqlite..",
            "dev.crossfade.postgres..",
            "dev.crossfade.config..",
            "dev.crossfade.cli..")
        .check(CLASSES);
  }

  @Test
  void nobodyBelowTheStarterKnowsSpring() {
    noClasses()
        .that()
        .resideInAPackage("dev.crossfade..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.crossfade.spring..", "org.springframework..")
        .check(CLASSES);
  }

  @Test
  void theDemosProgramKnowsNothingOfCrossfade() {
    classes()
        .that()
        .resideInAPackage("dev.crossfade.cli.demo.program..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.crossfade.cli.demo.program..", "java..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void whatReadsBackSharesNothingWithWhatWrites() {
    noClasses()
        .that()
        .resideInAPackage("dev.crossfade.postgres.readback..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.crossfade.postgres.bulk..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.crossfade.core.verify..")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("BulkLoader")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.crossfade.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
