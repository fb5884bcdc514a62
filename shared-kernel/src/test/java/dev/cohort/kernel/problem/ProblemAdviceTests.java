package dev.cohort.kernel.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ProblemAdviceTests {

    private final ProblemAdvice advice = new ProblemAdvice();
    private final ProblemException failure = ProblemException.notFound("book");

    @Test
    void aFailureBeforeTheAnswerBecomesAProblem() throws Exception {
        assertThat(advice.failed(failure, new MockHttpServletRequest(), new MockHttpServletResponse())
                        .getStatusCode()
                        .value())
                .isEqualTo(404);
    }

    @Test
    void anAnswerThatHasBegunIsCutOffAndNotContinuedWithAProblem() {
        var begun = new MockHttpServletResponse();
        begun.setCommitted(true);
        assertThatThrownBy(() -> advice.failed(failure, new MockHttpServletRequest(), begun))
                .isSameAs(failure);
    }
}
