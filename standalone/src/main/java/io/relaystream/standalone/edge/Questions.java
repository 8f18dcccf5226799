package io.relaystream.standalone.edge;

import io.relaystream.core.decision.Explanation;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.kafka.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// Asks the running topology what would become of a mail, through `mail.questions`: whoever owns
/// the recipient's and the account's partition answers.
///
/// @param bootstrapServers of the running system
public record Questions(String bootstrapServers) {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(100);

    /// @throws IOException if nobody answers; the message says what to do
    public Explanation ask(InboundMail mail) throws IOException, InterruptedException {
        try (var answers = consumer()) {
            seekToEnd(answers);
            put(mail);
            return answer(answers, mail.messageId());
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw new IOException(
                    "Kafka at %s must answer: is the system running?".formatted(bootstrapServers),
                    e);
        }
    }

    private KafkaConsumer<String, Explanation> consumer() {
        return new KafkaConsumer<>(
                ClientProperties.reader(bootstrapServers),
                Topics.EXPLANATIONS.keys().deserializer(),
                Topics.EXPLANATIONS.values().deserializer());
    }

    private static void seekToEnd(KafkaConsumer<?, ?> answers) {
        List<TopicPartition> partitions =
                answers.partitionsFor(Topics.EXPLANATIONS.name()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        answers.assign(partitions);
        answers.seekToEnd(partitions);
        // Seeking is lazy: only this finds the end before the question is asked.
        partitions.forEach(answers::position);
    }

    private void put(InboundMail mail)
            throws ExecutionException, InterruptedException, TimeoutException {
        try (var questions =
                new KafkaProducer<>(
                        ClientProperties.producer(bootstrapServers),
                        Topics.QUESTIONS.keys().serializer(),
                        Topics.QUESTIONS.values().serializer())) {
            questions
                    .send(
                            new ProducerRecord<>(
                                    Topics.QUESTIONS.name(), mail.mailbox().value(), mail))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static Explanation answer(KafkaConsumer<String, Explanation> answers, String id)
            throws IOException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUp) {
            Optional<Explanation> answer =
                    StreamSupport.stream(answers.poll(POLL).spliterator(), false)
                            .filter(record -> record.key().equals(id))
                            .map(record -> record.value())
                            .findFirst();
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new IOException(
                "The topology must answer within %s: is streams-processor running? ./relaystream doctor tells"
                        .formatted(PATIENCE));
    }
}
