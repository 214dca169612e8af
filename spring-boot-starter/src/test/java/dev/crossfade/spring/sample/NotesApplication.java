package dev.crossfade.spring.sample;

import dev.crossfade.core.document.Document;
import dev.crossfade.facade.CrossfadeStore;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Notes over HTTP, in a file that moves into a database. */
// tag::application
@SpringBootApplication
@RestController
@RequestMapping("/notes/{id}")
public class NotesApplication {
  private final CrossfadeStore store;

  NotesApplication(CrossfadeStore store) {
    this.store = store;
  }

  @PutMapping
  void write(@PathVariable String id, @RequestBody String text) {
    store.put("note/" + id, new Document.Text(text));
  }

  @GetMapping
  ResponseEntity<String> read(@PathVariable String id) {
    Document found = store.get("note/" + id);
    return ResponseEntity.ofNullable(found instanceof Document.Text text ? text.value() : null);
  }

  public static void main(String[] arguments) {
    SpringApplication.run(NotesApplication.class, arguments);
  }
}
// end::application
