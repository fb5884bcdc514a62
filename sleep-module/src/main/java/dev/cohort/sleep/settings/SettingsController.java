package dev.cohort.sleep.settings;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.sleep.KnownPersons;
import dev.cohort.sleep.person.Providers;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Zone and rank of providers, of a person and of the tenant. PUT replaces both: what is left out is not set. */
@RestController
class SettingsController {

    private static final int PROVIDERS = 50;

    private final SleepSettings settings;
    private final KnownPersons persons;

    SettingsController(SleepSettings settings, KnownPersons persons) {
        this.settings = settings;
        this.persons = persons;
    }

    @QueryBudget(statements = 2, maxRepeats = 1, transactions = 0)
    @GetMapping("/api/v1/people/{personId}/sleep/settings")
    Settings ofPerson(Caller caller, @PathVariable String personId) {
        return settings.ofPerson(caller.tenant(), person(caller, personId));
    }

    @QueryBudget(statements = 13, transactions = 1)
    @PutMapping("/api/v1/people/{personId}/sleep/settings")
    Settings putPerson(Caller caller, @PathVariable String personId, @RequestBody Settings body) {
        PersonId person = person(caller, personId);
        Settings checked = checked(body);
        settings.put(caller.tenant(), person, checked);
        return checked;
    }

    @QueryBudget(statements = 1, transactions = 0)
    @GetMapping("/api/v1/sleep/settings")
    Settings ofTenant(Caller caller) {
        return settings.ofTenant(caller.tenant());
    }

    @QueryBudget(statements = 11, per = QueryBudget.Per.TRANSACTION)
    @PutMapping("/api/v1/sleep/settings")
    Settings putTenant(Caller caller, @RequestBody Settings body) {
        Settings checked = checked(body);
        settings.put(caller.tenant(), checked);
        return checked;
    }

    private PersonId person(Caller caller, String id) {
        return PersonId.parse(id)
                .filter(person -> persons.isKnown(caller.tenant(), person))
                .orElseThrow(() -> ProblemException.notFound("person"));
    }

    private static Settings checked(Settings body) {
        String zone = body.zone();
        if (zone != null && !ZoneId.getAvailableZoneIds().contains(zone)) {
            String message = "There is no zone \"" + zone + "\"; an IANA name is needed, like Europe/Warsaw.";
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "unknown-zone",
                    message,
                    List.of(new FieldError("/zone", "unknown-zone", message)));
        }
        List<FieldError> errors = new ArrayList<>();
        List<String> rank = body.providerRank() == null ? List.of() : body.providerRank();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < rank.size(); i++) {
            String provider = rank.get(i);
            if (!Providers.isName(provider)) {
                errors.add(new FieldError("/providerRank/" + i, "invalid-provider", Providers.refusal(provider)));
            } else if (!seen.add(provider)) {
                errors.add(new FieldError(
                        "/providerRank/" + i, "duplicate", "The provider \"" + provider + "\" is listed twice."));
            }
        }
        if (rank.size() > PROVIDERS) {
            errors.add(new FieldError("/providerRank", "too-many", "At most " + PROVIDERS + " providers are ranked."));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return body;
    }
}
