package io.relaystream.core.feedback;

/// What a complaint means for the account whose mail it is about.
///
/// Source: Amazon SES, "Complaint object"; the feedback types are those of RFC 5965 and the IANA
/// registry of complaint feedback types.
public enum ComplaintEffect {
    /// The owner does not want such mail.
    COUNTS,
    /// It is none: the provider says that the mail is no spam, or SES did not send it at all
    /// because of an earlier complaint.
    NONE;

    /// @param complaint a report of the kind [FeedbackKind#COMPLAINT]
    public static ComplaintEffect of(Feedback complaint) {
        boolean notSpam = "not-spam".equals(complaint.type());
        boolean notSent = "OnAccountSuppressionList".equals(complaint.subType());
        return notSpam || notSent ? NONE : COUNTS;
    }
}
