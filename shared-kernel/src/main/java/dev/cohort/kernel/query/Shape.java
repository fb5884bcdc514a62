package dev.cohort.kernel.query;

import java.util.List;

/**
 * A statement without its values: literals and parameters are {@code ?}, a list of them is {@code (?*)} whatever
 * its length, comments are gone and white space is single. Two executions of one shape differ in values alone.
 *
 * @param tables named after FROM, JOIN, INTO, UPDATE and COPY, lower case, without repeats, in order
 * @param offset whether rows are skipped by OFFSET, whose cost grows with the page number
 */
public record Shape(String text, StatementKind kind, List<String> tables, boolean offset) {}
