package io.relaystream.api.edge.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A name server over UDP that says what it is told, and otherwise that there is no such name.
public final class SmallNameServer implements AutoCloseable {
    private static final int SILENT = -1;
    private final Map<String, List<Record>> records = new ConcurrentHashMap<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final DatagramSocket socket;

    public SmallNameServer() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(this::serve);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /// @param values as in a zone file
    public SmallNameServer says(String name, String type, String... values) throws IOException {
        Name owner = Name.fromString(name + ".");
        List<Record> rows = new ArrayList<>();
        for (String value : values) {
            rows.add(Record.fromString(owner, Type.value(type), DClass.IN, 60, value, Name.root));
        }
        records.put(key(owner, Type.value(type)), rows);
        return this;
    }

    public SmallNameServer fails(String name) {
        failures.put(name + ".", Rcode.SERVFAIL);
        return this;
    }

    public SmallNameServer staysSilentAbout(String name) {
        failures.put(name + ".", SILENT);
        return this;
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        byte[] buffer = new byte[2_048];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                answer(new Message(Arrays.copyOf(packet.getData(), packet.getLength())), packet);
            } catch (IOException e) {
                // Closed, or nothing that is DNS.
            }
        }
    }

    private void answer(Message query, DatagramPacket from) throws IOException {
        Record question = query.getQuestion();
        int failure = failures.getOrDefault(question.getName().toString(), Rcode.NOERROR);
        if (failure == SILENT) {
            return;
        }
        List<Record> found =
                records.getOrDefault(key(question.getName(), question.getType()), List.of());
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(question, Section.QUESTION);
        found.forEach(record -> answer.addRecord(record, Section.ANSWER));
        answer.getHeader()
                .setRcode(failure == Rcode.NOERROR && found.isEmpty() ? Rcode.NXDOMAIN : failure);
        byte[] bytes = answer.toWire();
        socket.send(new DatagramPacket(bytes, bytes.length, from.getSocketAddress()));
    }

    private static String key(Name name, int type) {
        return "%s %s".formatted(name, Type.string(type));
    }
}
