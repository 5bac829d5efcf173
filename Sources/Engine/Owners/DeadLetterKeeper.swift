import EventBus
import Trading

/// Makes what a handler gave up on durable, and tells of it.
///
/// None is ever trimmed. When as many of one handler wait as may, further ones are refused: the bus then keeps them,
/// raises its alarm, lets that handler take nothing more, and tries again until a person has retried or discarded some.
/// Those of a handler that is never stopped are written beyond the bound, with a row in the log.
struct DeadLetterKeeper: DeadLetterSink {
    let desk: DeskParts
    let intake: Intake
    let bound: Int

    func record(_ letters: [DeadLetter<EventPayload>]) async throws {
        guard let handler = letters.first?.handler else { return }
        let waiting = desk.deadLetters.count(of: handler)
        if waiting + letters.count > bound {
            let full = DeadLettersFull(handler: handler, waiting: waiting, bound: bound)
            guard VitalHandler(rawValue: handler) != nil else { throw full }
            desk.log.append(at: desk.clock.now, .error, "dlq", "\(full); it goes on")
        }
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
                    from: "dlq", at: desk.clock.now, correlationID: record.event.correlationID),
                followsUp: true)
        }
    }
}

/// As many dead letters of one handler wait as may.
struct DeadLettersFull: Error, CustomStringConvertible {
    let handler: String
    let waiting: Int
    let bound: Int

    var description: String {
        "\(waiting) dead letters of \(handler) wait, at most \(bound) may; retry or discard some"
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
