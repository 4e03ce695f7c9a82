/** Mends what strict readers stumble over. `repairs` says in plain words what was done; empty: the text is returned as it was. */
export declare function repair(text: string): { text: string; repairs: string[] }
