import Ledger
import Synchronization
import Testing
import Trading

@testable import Engine

/// The writer by itself, on a real ledger that a test can make fail.
@Suite("The desk's way to the ledger")
struct LedgerWriterTests {
    private let ledger: ScriptedLedger
    private let writer: LedgerWriter
    private let refusals = Refusals()

    init() throws {
        ledger = ScriptedLedger(try SQLiteLedger.inMemory())
        writer = LedgerWriter(ledger) { [refusals] error, _ in refusals.note(error) }
        // So long that no test waits for it.
        writer.gather(LedgerWriter.Gathering(limit: .seconds(600)) { false })
    }

    @Test("an exit does not wait for an entry that is on its way, and takes along what waits")
    func exitsDoNotWait() async throws {
        let (steps, step) = AsyncStream<Void>.makeStream()
        let writer = writer
        // An entry that takes its time, and one that waits for it.
        let slow = Task {
            await writer.expecting {
                for await _ in steps { break }
                return try? await writer.commit([.state("slow")])
            }
        }
        // Or the other would find nobody to wait for.
        while writer.announcedCount < 1 { await Task.yield() }
        let waiting = Task {
            await writer.expecting { try? await writer.commit([.state("entry")]) }
        }
        while writer.waitingCount < 1 { await Task.yield() }
        await writer.commitOrKeep([.state("exit")])
        #expect(await waiting.value == .committed)
        #expect(ledger.groups == [[[.state("entry")], [.state("exit")]]])
        step.yield()
        #expect(await slow.value == .committed)
        #expect(writer.statistics == LedgerWriterStatistics(flushes: 2, units: 3, largestGroup: 2))
    }

    @Test("of states read at the same time the one written last is the newest")
    func newestLast() async throws {
        let writer = writer
        let readings = Readings()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<200 {
                        await writer.commitOrKeep {
                            [.setState(key: "reading", value: String(readings.next()))]
                        }
                    }
                }
            }
        }
        let written = ledger.units.joined().compactMap { change -> Int? in
            guard case .setState("reading", let value) = change else { return nil }
            return Int(value)
        }
        #expect(written == Array(1...1600))
    }

    @Test("work that was announced and writes nothing lets the others go")
    func nothingToWrite() async throws {
        let (steps, step) = AsyncStream<Void>.makeStream()
        let writer = writer
        let idle = Task { await writer.expecting { for await _ in steps { break } } }
        while writer.announcedCount < 1 { await Task.yield() }
        let entry = Task { await writer.expecting { try? await writer.commit([.state("entry")]) } }
        while writer.waitingCount < 1 { await Task.yield() }
        #expect(ledger.groups.isEmpty)
        step.yield()
        await idle.value
        #expect(await entry.value == .committed)
    }

    @Test("who comes too late is not waited for for ever")
    func lateComer() async throws {
        writer.gather(LedgerWriter.Gathering(limit: .milliseconds(1)) { true })
        let result = await writer.expecting { try? await writer.commit([.state("entry")]) }
        #expect(result == .committed)
    }

    @Test("what is handed in while the ledger is only asked whether it can write is written next")
    func keptDuringTheProbe() async throws {
        ledger.fail(with: .full(path: "ledger"))
        _ = try? await writer.commit([.state("entry")])
        ledger.fail(with: nil)
        ledger.holdAll()
        let writer = writer
        let recovery = Task { await writer.flushBacklog() }
        while !ledger.isHanging { await Task.yield() }
        await writer.commitOrKeep([.state("exit")])
        #expect(writer.keptUnits == 1)
        ledger.release()
        #expect(await recovery.value)
        #expect(writer.keptUnits == 0)
        #expect(ledger.groups.last == [[.state("exit")]])
    }

    @Test(
        "what waits behind a failure is kept behind it, in order, and written once the ledger works",
        arguments: [
            LedgerError.full(path: "ledger"), .locked(path: "ledger"),
            .corrupt(path: "ledger", reason: "malformed"),
            .unavailable(path: "ledger", reason: "i/o error"),
        ])
    func keptInOrder(_ failure: LedgerError) async throws {
        ledger.fail(with: failure)
        for value in 1...3 {
            await writer.commitOrKeep([.setState(key: "last", value: "\(value)")])
        }
        #expect(writer.keptUnits == 3)
        #expect(writer.trouble == failure)
        let began = try #require(writer.failingSince)
        await #expect(throws: failure) { try await writer.commit([.state("entry")]) }
        #expect(await writer.flushBacklog() == false)
        #expect(writer.keptUnits == 3)
        #expect(writer.failingSince == began, "of its first refusal, not of the last one")

        ledger.fail(with: nil)
        #expect(await writer.flushBacklog())
        #expect(writer.keptUnits == 0)
        #expect(writer.trouble == nil && writer.failingSince == nil)
        let memory = try await ledger.restore(on: CalendarDay(daysSinceEpoch: 0))
        #expect(memory.state == ["last": "3"])
    }

    @Test("more than fits into one flush is kept and written all the same")
    func largeBacklog() async throws {
        ledger.fail(with: .full(path: "ledger"))
        for number in 0..<1_000 { await writer.commitOrKeep([.state("k\(number)")]) }
        ledger.fail(with: nil)
        #expect(await writer.flushBacklog())
        let memory = try await ledger.restore(on: CalendarDay(daysSinceEpoch: 0))
        #expect(memory.state.count == 1_000)
        #expect(writer.statistics.flushes == 4)
    }

    @Test("a change that breaks a rule is told of, and stands in nobody's way")
    func refused() async throws {
        let unknown = DeadLetterID("d-unknown")
        let impossible = LedgerChange.resolveDeadLetter(
            unknown, .discarded, at: Timestamp(nanoseconds: 0))
        await writer.commitOrKeep([impossible])
        await writer.commitOrKeep([.state("after")])
        #expect(refusals.count == 1)
        #expect(writer.trouble == nil)
        #expect(writer.keptUnits == 0)

        // Also when it could only be kept first.
        ledger.fail(with: .full(path: "ledger"))
        await writer.commitOrKeep([impossible])
        await writer.commitOrKeep([.state("later")])
        ledger.fail(with: nil)
        #expect(await writer.flushBacklog())
        #expect(refusals.count == 2)
        let memory = try await ledger.restore(on: CalendarDay(daysSinceEpoch: 0))
        #expect(Set(memory.state.keys) == ["after", "later"])
    }

    @Test("what is only noted rides with the next flush and is given up when that fails")
    func notes() async throws {
        await writer.note([.state("noted")])
        #expect(ledger.groups.isEmpty)
        await writer.commitOrKeep([.state("exit")])
        #expect(ledger.groups == [[[.state("noted")], [.state("exit")]]])

        ledger.fail(with: .full(path: "ledger"))
        await writer.note([.state("lost")])
        await writer.commitOrKeep([.state("kept")])
        #expect(writer.keptUnits == 1)
    }
}

private final class Refusals: Sendable {
    private let errors = Mutex<[LedgerError]>([])

    var count: Int { errors.withLock { $0.count } }

    func note(_ error: LedgerError) { errors.withLock { $0.append(error) } }
}

extension LedgerChange {
    fileprivate static func state(_ key: String) -> LedgerChange { .setState(key: key, value: "1") }
}

/// A state that is another one each time it is read.
private final class Readings: Sendable {
    private let last = Atomic<Int>(0)

    func next() -> Int { last.wrappingAdd(1, ordering: .relaxed).newValue }
}
