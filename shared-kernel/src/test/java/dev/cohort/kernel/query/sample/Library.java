package dev.cohort.kernel.query.sample;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.util.Set;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;

/** One library, mapped in every way in which an association can be mapped wrongly. */
public final class Library {

    /** An entity whose ids the program makes. */
    public static final Class<?> NOTE = Note.class;

    private Library() {}

    /** A new one, for {@code persist}. */
    public static Object note(long id) {
        return Note.of(id, "note " + id);
    }

    @Entity(name = "Publisher")
    @Table(schema = "sample", name = "publisher")
    static class Publisher {
        @Id
        Long id;

        String name;

        String name() {
            return name;
        }
    }

    @Entity(name = "Book")
    @Table(schema = "sample", name = "book")
    static class Book {
        @Id
        Long id;

        String title;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "author_id")
        Author author;
    }

    @Entity(name = "Award")
    @Table(schema = "sample", name = "award")
    static class Award {
        @Id
        Long id;

        String name;
    }

    @Entity(name = "Author")
    @Table(schema = "sample", name = "author")
    static class Author {
        @Id
        Long id;

        int shelf;
        String name;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "publisher_id")
        Publisher publisher;

        @OneToMany
        @JoinColumn(name = "author_id")
        Set<Book> books;

        @OneToMany
        @JoinColumn(name = "author_id")
        Set<Award> awards;
    }

    @Entity(name = "BatchAuthor")
    @Table(schema = "sample", name = "author")
    static class BatchAuthor {
        @Id
        Long id;

        int shelf;

        @OneToMany
        @JoinColumn(name = "author_id")
        @BatchSize(size = 25)
        Set<Book> books;
    }

    @Entity(name = "SubselectAuthor")
    @Table(schema = "sample", name = "author")
    static class SubselectAuthor {
        @Id
        Long id;

        int shelf;

        @OneToMany
        @JoinColumn(name = "author_id")
        @Fetch(FetchMode.SUBSELECT)
        Set<Book> books;
    }

    @Entity(name = "EagerAuthor")
    @Table(schema = "sample", name = "author")
    static class EagerAuthor {
        @Id
        Long id;

        int shelf;

        @ManyToOne(fetch = FetchType.EAGER)
        @JoinColumn(name = "publisher_id")
        Publisher publisher;
    }

    @Entity(name = "PortrayedAuthor")
    @Table(schema = "sample", name = "author")
    static class PortrayedAuthor {
        @Id
        Long id;

        int shelf;

        @OneToOne(mappedBy = "author", fetch = FetchType.LAZY)
        Portrait portrait;
    }

    @Entity(name = "Portrait")
    @Table(schema = "sample", name = "portrait")
    static class Portrait {
        @Id
        Long id;

        String file;

        @OneToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "author_id")
        PortrayedAuthor author;
    }

    @Entity(name = "Note")
    @Table(schema = "sample", name = "note")
    static class Note {
        @Id
        Long id;

        String text;

        static Note of(long id, String text) {
            var note = new Note();
            note.id = id;
            note.text = text;
            return note;
        }
    }

    @Entity(name = "NumberedNote")
    @Table(schema = "sample", name = "note")
    static class NumberedNote {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        String text = "numbered";
    }
}
