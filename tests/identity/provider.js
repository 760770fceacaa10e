// An OpenID Connect provider on this machine, for tests: any name and password are let in, and the name is the account.
// Arguments: its port, and the address to which it sends people back.
import { Provider } from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: "reported-measures", client_secret: "a-secret-of-the-tests", redirect_uris: [redirect], post_logout_redirect_uris: [redirect] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  // The signed token carries the claims, as those of the large providers do.
  conformIdTokenClaims: false,
  cookies: { keys: ["a-key-of-the-tests"] },
  findAccount: (_, account) => ({
    accountId: account,
    claims: () => ({ sub: account, name: account, email: `${account}@example.org`, email_verified: account !== "unverified" }),
  }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
