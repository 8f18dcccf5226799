package io.relaystream.api.domain;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Knows what is in DNS.
public interface NameServer {
    /// Most values of one answer, and most characters of one value.
    int MAX_VALUES = 50;

    int MAX_LENGTH = 500;

    enum RecordType {
        TXT,
        MX,
        CNAME
    }

    /// @param name a host, or a name below one that may begin with an underscore
    record Question(RecordType type, String name) {}

    sealed interface Lookup {
        /// @param values as zone files have them, names without the last dot, texts without quotes;
        ///   none if there is no such record
        record Found(List<String> values) implements Lookup {
            public Found {
                values = List.copyOf(values);
            }
        }

        /// Nobody answered in time, or none who knows.
        record Unanswered() implements Lookup {}
    }

    /// Asks all at once, for some seconds at most.
    ///
    /// @return what came of each question
    Map<Question, Lookup> ask(Set<Question> questions);
}
