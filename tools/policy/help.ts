export const HELP = `npm run policy -- explain --amount YUAN [options]    what a policy decides, and why
  --policy FILE           one policy, a list, or one a line; the newest counts (database/seed/policies.json)
  --quantity 1            pieces
  --account open          none, open, closed, erasing
  --authorisation active  none, pending, active, ended, notNeeded
  --limit YUAN            as --settled-in-time has made it grow, if not given
  --available YUAN        all of the limit, if not given
  --running 0  --overdue 0                               orders of this buyer now
  --settled-in-time 0  --settled-late 0  --returned 0    orders of this buyer before
  --orders-in-window 0    approved within the policy's window
  --address first         known, new, first
  --minors-lock  --allow-listed
  --rollout-place 0       0 to 99
  --channel-max YUAN  --allowance YUAN

npm run policy -- replay --orders SOURCE [--policy FILE]    how a policy would have decided stored orders
  SOURCE is a file (a list, or one order a line as CloudBase's console exports them), or
  http://127.0.0.1:5300 while npm start is running

npm run policy -- buyer OPENID [--channel wechatpay] [--env .env]    the buyerId of a person, for
  rollout.allowBuyers; his open_id and --channel alipay, if he comes from Alipay

docs/policy.md explains every field of the policy.`;
