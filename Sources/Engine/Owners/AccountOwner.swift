import Synchronization
import Trading

/// The one owner of the desk's money, reservations and risk state.
final class AccountOwner: Sendable {
    private let account: Mutex<Account>
    private let balanced = Mutex(true)

    init(_ account: Account) {
        self.account = Mutex(account)
    }

    /// The account now.
    var current: Account { account.withLock { $0 } }

    /// Whether the last check found the cash equal to the capital and the sum of all fills.
    ///
    /// The check is made at every start; afterwards cash changes by fills alone.
    var isBalanced: Bool { balanced.withLock { $0 } }

    /// Checks the cash against every fill there ever was.
    func check(against fills: [Fill]) {
        let holds = current.isBalanced(fills: fills)
        balanced.withLock { $0 = holds }
    }

    /// Changes the account; one change at a time.
    func update<Result: Sendable>(_ change: (inout Account) -> Result) -> Result {
        account.withLock { change(&$0) }
    }
}
