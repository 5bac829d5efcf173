import Foundation

/// Standard input line by line.
enum StandardInput {
    /// Reads on a thread of its own, because reading blocks; bytes that are no UTF-8 are replaced.
    static func lines() -> AsyncStream<String> {
        AsyncStream { continuation in
            let reader = Thread {
                while let line = readLine() { continuation.yield(line) }
                continuation.finish()
            }
            reader.start()
        }
    }
}
