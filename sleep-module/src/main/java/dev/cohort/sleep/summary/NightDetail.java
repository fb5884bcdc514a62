package dev.cohort.sleep.summary;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.Tsid;
import dev.cohort.sleep.session.SessionStages;
import dev.cohort.sleep.settings.SleepSettings;
import dev.cohort.sleep.summary.NightDocument.SessionOfDocument;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One night with the stages of its main sessions and its naps; public for pages that show a night. */
@Component
public class NightDetail {

    private final NightTable table;
    private final SessionStages stages;
    private final SleepSettings settings;
    private final JsonMapper json;

    NightDetail(NightTable table, SessionStages stages, SleepSettings settings, JsonMapper json) {
        this.table = table;
        this.stages = stages;
        this.settings = settings;
        this.json = json;
    }

    /**
     * The stored night, {@code stagesTimeline} of its main sessions by time, and {@code naps}, which are also among
     * its sessions. Empty if there is no night. Statements: at most three.
     */
    public Optional<ObjectNode> of(TenantId tenant, PersonId person, LocalDate date) {
        return table.of(tenant, person, date).map(stored -> {
            NightDocument night = json.readValue(stored.document(), NightDocument.class);
            ObjectNode detail = (ObjectNode) json.readTree(stored.document());
            ArrayNode timeline = detail.putArray("stagesTimeline");
            List<Long> mains = night.sessions().stream()
                    .filter(session -> !session.nap())
                    .map(session -> Tsid.parse(session.id()).orElseThrow())
                    .toList();
            if (!mains.isEmpty()) {
                ZoneId zone = settings.of(tenant, person).zone();
                for (SessionStages.StageOfSession stage : stages.of(tenant, person, mains, zone)) {
                    timeline.addObject()
                            .put("stage", stage.stage())
                            .put("start", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(stage.start()))
                            .put("end", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(stage.end()));
                }
            }
            List<SessionOfDocument> naps =
                    night.sessions().stream().filter(SessionOfDocument::nap).toList();
            detail.set("naps", json.valueToTree(naps));
            return detail;
        });
    }
}
