package io.relaystream.processor;

import io.relaystream.platform.service.ServiceMain;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/// The streams-processor as a process of its own.
public final class Main {
    private Main() {}

    // Not System.out, which swallows what it cannot write.
    static void main() {
        ServiceMain.run(
                "streams-processor",
                environment ->
                        Processor.start(
                                ProcessorConfig.from(environment),
                                new FileOutputStream(FileDescriptor.out)));
    }
}
