package io.relaystream.processor.topology;

import io.relaystream.core.reply.SealedContext;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Keeps whom reverse addresses lead to where their account's mail is decided, for as long as they
/// are used.
final class RememberReplies extends ContextualProcessor<String, SealedContext, Void, Void> {
    private final ForwardingTopology.Setup setup;
    private ReplyContexts contexts;

    RememberReplies(ForwardingTopology.Setup setup) {
        this.setup = setup;
    }

    @Override
    public void init(ProcessorContext<Void, Void> newContext) {
        super.init(newContext);
        contexts = new ReplyContexts(setup, newContext);
        Punctuations.everySecond(newContext, contexts::forget);
    }

    @Override
    public void process(Record<String, SealedContext> record) {
        contexts.remember(record.value());
    }
}
