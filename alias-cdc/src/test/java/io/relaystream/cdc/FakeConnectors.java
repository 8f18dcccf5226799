package io.relaystream.cdc;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A Connect group in memory that refuses as often as it is told to and notes what is asked of it.
final class FakeConnectors implements Connectors {
    final List<String> calls = new ArrayList<>();
    private final Map<String, Map<String, String>> configs = new HashMap<>();
    private final Deque<IOException> refusals = new ArrayDeque<>();
    private boolean stopped;
    private ConnectorStatus status =
            new ConnectorStatus(ConnectorStatus.State.STARTING, "UNASSIGNED");

    void refuseOnce(String message) {
        refusals.add(new IOException(message));
    }

    void become(ConnectorStatus.State state, String detail) {
        status = new ConnectorStatus(state, detail);
    }

    @Override
    public Optional<Map<String, String>> config(String name) throws IOException {
        refuse();
        return Optional.ofNullable(configs.get(name));
    }

    @Override
    public void put(String name, Map<String, String> config) throws IOException {
        refuse();
        calls.add("put");
        configs.put(name, config);
    }

    @Override
    public void stop(String name) throws IOException {
        refuse();
        calls.add("stop");
        stopped = true;
    }

    @Override
    public boolean stopped(String name) throws IOException {
        refuse();
        return stopped;
    }

    @Override
    public void resume(String name) throws IOException {
        refuse();
        calls.add("resume");
        stopped = false;
    }

    @Override
    public ConnectorStatus status(String name) throws IOException {
        refuse();
        return status;
    }

    @Override
    public void restartFailed(String name) throws IOException {
        refuse();
        calls.add("restart");
    }

    private void refuse() throws IOException {
        IOException refusal = refusals.poll();
        if (refusal != null) {
            throw refusal;
        }
    }
}
