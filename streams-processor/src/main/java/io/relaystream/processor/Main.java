package io.relaystream.processor;

import io.relaystream.platform.service.ServiceMain;

/// The streams-processor as a process of its own.
public final class Main {
    private Main() {}

    static void main() {
        ServiceMain.run(
                "streams-processor",
                environment -> Processor.start(ProcessorConfig.from(environment), System.out));
    }
}
