import Synchronization
import Trading

/// The one owner of the desk's money, reservations and risk state.
final class AccountOwner: Sendable {
    private let account: Mutex<Account>
    private let mismatch = Mutex<(text: String?, isAccepted: Bool)>((nil, false))

    init(_ account: Account) {
        self.account = Mutex(account)
    }

    /// A copy of the account now.
    ///
    /// As long as it is kept, the next change copies every position's exposure: use `read` for a figure or two.
    var current: Account { account.withLock { $0 } }

    /// Looks at the account.
    func read<Result: Sendable>(_ look: (borrowing Account) -> Result) -> Result {
        account.withLock { look($0) }
    }

    /// Whether the last check found the cash equal to the capital and the sum of all fills, and every position
    /// and order equal to the sums of its own, and the ledger has taken all that came after it.
    ///
    /// The check is made at every start; afterwards cash changes by fills alone.
    var isBalanced: Bool { mismatch.withLock { $0.text == nil } }

    /// What the check has found, as long as no operator has accepted it.
    var openMismatch: String? { mismatch.withLock { $0.isAccepted ? nil : $0.text } }

    /// Says what the check has found; `nil` for nothing.
    func setMismatch(_ text: String?) {
        mismatch.withLock { $0 = (text, false) }
    }

    /// The operator has looked at it and goes on; the next start checks again.
    func acceptMismatch() {
        mismatch.withLock { $0.isAccepted = true }
    }

    /// Changes the account; one change at a time.
    func update<Result: Sendable>(_ change: (inout Account) -> Result) -> Result {
        account.withLock { change(&$0) }
    }
}
