package dev.crossfade.config;

import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.shape.SourceShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plan files: written for people to edit, and read back. What was written reads as the same plan.
 */
public final class PlanYaml {
  private PlanYaml() {}

  /**
   * The plan as a YAML file; the same plan gives the same text.
   *
   * @param plan what to write
   * @param shape the source, for comments with rows and problems; may be null
   */
  public static String write(Plan plan, @Nullable SourceShape shape) {
    return new PlanWriter(shape).write(plan);
  }

  /**
   * The same, with a first line that tells editors where the schema lies.
   *
   * @param schemaFile path of the schema, relative to the plan file
   */
  public static String write(Plan plan, @Nullable SourceShape shape, String schemaFile) {
    return "# yaml-language-server: $schema=" + schemaFile + "\n" + write(plan, shape);
  }

  /**
   * Plans of several sources as one file: a YAML document each.
   *
   * @param plans as {@link #write} gives them
   */
  public static String join(List<String> plans) {
    StringBuilder file = new StringBuilder(plans.get(0));
    for (String plan : plans.subList(1, plans.size())) {
      file.append("---\n").append(PlanWriter.withoutHead(plan));
    }
    return file.toString();
  }

  /**
   * Reads a plan file of one source.
   *
   * @param text the file's content
   * @param fileName its name, for errors
   * @throws dev.crossfade.core.error.CrossfadeException CF-4020 to CF-4024 with line and column
   */
  public static Plan read(String text, String fileName) {
    return PlanReader.read(text, fileName);
  }

  /**
   * Reads a plan file of one source or several, which are told apart by what they name as their
   * source.
   *
   * @param text the file's content
   * @param fileName its name, for errors
   * @return one at least, in the file's order
   * @throws dev.crossfade.core.error.CrossfadeException CF-4020 to CF-4024 with line and column
   */
  public static List<Plan> readAll(String text, String fileName) {
    return PlanReader.readAll(text, fileName);
  }

  /** The JSON Schema of the file, for editors. */
  public static String schema() {
    return Resources.text("plan.schema.json");
  }
}
