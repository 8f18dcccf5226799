package io.relaystream.processor.delivery;

import static io.relaystream.core.delivery.DeliveryCode.NOT_BEGUN;
import static io.relaystream.core.delivery.DeliveryCode.REPORT_READ;
import static io.relaystream.core.delivery.DeliveryCode.REPORT_UNWRITTEN;

import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.processor.mime.DeliveryReport;
import io.relaystream.processor.mime.RawMail;
import java.util.List;

/// Fetches a report about a mail that we sent, and tells what it says. What is no report says
/// nothing, and is done with.
record ReadReport(Fetching fetching, FeedbackWriter feedback) implements Task {
    @Override
    public DeliveryOutcome run(Attempt attempt) throws InterruptedException {
        return fetching.fetch(attempt, raw -> tell(attempt, raw));
    }

    private DeliveryOutcome tell(Attempt attempt, RawMail raw) {
        DeliveryRequest request = attempt.request();
        List<Feedback> failures = attempt.rewrite(() -> DeliveryReport.failures(raw, request));
        if (attempt.late()) {
            return attempt.end(NOT_BEGUN);
        }
        attempt.onDefect(REPORT_UNWRITTEN);
        boolean told = failures.isEmpty() || feedback.write(request.accountId(), failures);
        return attempt.end(told ? REPORT_READ : REPORT_UNWRITTEN);
    }
}
