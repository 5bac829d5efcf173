import EventBus
import Trading

/// Makes what a handler gave up on durable, and tells of it.
struct DeadLetterKeeper: DeadLetterSink {
    let desk: DeskParts
    let intake: Intake

    func record(_ letters: [DeadLetter<EventPayload>]) async throws {
        let records = letters.map(DeadLetterRecord.init)
        // Thrown errors make the bus hold the letters and try again.
        _ = try await desk.writer.commit(records.map { .upsertDeadLetter($0) })
        desk.deadLetters.add(records)
        for record in records {
            let text = "after \(record.attempts.count) attempt(s): \(record.error)"
            // An event about a letter about an event about a letter would never end.
            guard !record.event.topic.rawValue.hasPrefix("dlq.") else {
                desk.log.append(at: desk.clock.now, .error, record.handler, "dead letter \(text)")
                continue
            }
            let notice = DeadLetterNotice(
                letters: [record.id], handler: record.handler, detail: text)
            intake.publish(
                EventPayload.deadLetterAdded(notice).draft(
                    from: "dlq", at: desk.clock.now, correlationID: record.event.correlationID))
        }
    }
}

extension DeadLetterRecord {
    init(_ letter: DeadLetter<EventPayload>) {
        let died = Timestamp(nanoseconds: letter.lastAtNanoseconds)
        let key = "\(letter.handler)|\(letter.event.id)|\(died.nanoseconds)"
        self.init(
            id: DeadLetterID("d-" + StableHash.hexadecimal(key)), handler: letter.handler,
            event: EventRecord(letter.event),
            attempts: letter.attempts.map {
                DeliveryAttempt(
                    failedAt: Timestamp(nanoseconds: $0.atNanoseconds), error: $0.text)
            },
            diedAt: died)
    }
}
