import Dispatch
import Foundation
import Synchronization

/// Turns Ctrl-C and SIGTERM into a request to stop; the second one ends the program at once.
final class InterruptWatch: Sendable {
    private let count = Mutex(0)
    private let sources = Mutex<[Source]>([])

    /// Keeps a source alive.
    ///
    /// `@unchecked`: dispatch sources may be used from any thread.
    private struct Source: @unchecked Sendable {
        let source: any DispatchSourceSignal
    }

    /// - Parameter onFirst: Called once, on the first signal.
    init(onFirst: @escaping @Sendable () -> Void) {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [self] in
                let times = count.withLock { count -> Int in
                    count += 1
                    return count
                }
                if times == 1 { onFirst() }
                // Everything acknowledged is in the ledger already.
                if times > 1 { _exit(128 + number) }
            }
            source.resume()
            let kept = Source(source: source)
            sources.withLock { $0.append(kept) }
        }
    }

    /// Whether somebody asked to stop.
    var isInterrupted: Bool { count.withLock { $0 > 0 } }
}
