package dev.cohort.app.bench;

import dev.cohort.contacts.search.FoundContact;
import java.util.List;

/** A way to read a page of contacts. All of them give the same contacts, to the byte of their JSON. */
interface Peer {

    String name();

    List<FoundContact> page(Ask ask);
}
