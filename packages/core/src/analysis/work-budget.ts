/** What a search may still cost, in elementary steps such as calls looked at: the same on every machine, unlike time. */
export interface WorkBudget {
  left: number;
}
