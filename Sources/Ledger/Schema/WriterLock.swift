internal import Foundation
internal import Synchronization
internal import Trading

/// The right to write a ledger, held by one process at a time.
///
/// An advisory lock on a file beside the ledger. It goes with the process however that ends, so a
/// crash leaves nothing to clean up. The ledger's own file cannot carry it: closing a second
/// descriptor of that file would drop SQLite's locks on it.
final class WriterLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Takes the lock.
    ///
    /// - Parameter path: The ledger's file; the lock is `path.lock`, which stays there.
    /// - Throws: `.locked` when another ledger holds it, `.unavailable` when the lock's file cannot
    ///   be made.
    init(for path: String) throws(LedgerError) {
        let lockPath = path + ".lock"
        let descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw .unavailable(
                path: path,
                reason: "cannot make \(lockPath): \(String(cString: strerror(errno))); "
                    + "choose a folder that can be written")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            _ = close(descriptor)
            guard code == EWOULDBLOCK else {
                throw .unavailable(
                    path: path,
                    reason: "cannot lock \(lockPath): \(String(cString: strerror(code)))")
            }
            throw .locked(path: path)
        }
        self.descriptor = Mutex(descriptor)
    }

    deinit {
        release()
    }

    /// Gives the lock back; a second call does nothing.
    func release() {
        descriptor.withLock { descriptor in
            guard let held = descriptor else { return }
            // Unlocked by word, not by closing alone: a child that another thread is starting holds a copy of
            // the descriptor until it becomes its program, and would hold the lock as long.
            _ = flock(held, LOCK_UN)
            _ = close(held)
            descriptor = nil
        }
    }
}
