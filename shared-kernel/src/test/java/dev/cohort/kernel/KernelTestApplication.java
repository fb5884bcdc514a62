package dev.cohort.kernel;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The kernel alone, as a module's context sees it. */
@SpringBootApplication
public class KernelTestApplication {}
