package dev.cohort.sleep.importing;

/**
 * Where a record stands in its file.
 *
 * @param row what the list of errors calls it: the data row of a CSV (the header is not counted), the number of the
 *     record in a JSON file, the line in XML; all 1-based
 * @param line of the file, 1-based
 */
record Place(long row, long line) {}
