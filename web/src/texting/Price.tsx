/** What a registration costs, and how long it takes: said before anything is typed (N14). */
import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import { BUSINESS_FEE, MESSAGES_FEE, REGISTRATION_FEE, REVIEW_DAYS } from "../api/terms";

export function Price() {
  return (
    <SpaceBetween size="m">
      <table className="quote" aria-label={t`Price`}>
        <tbody>
          <tr>
            <th scope="row">{t`Business registration`}</th>
            <td>${BUSINESS_FEE}</td>
          </tr>
          <tr>
            <th scope="row">{t`Registration of what you text`}</th>
            <td>${MESSAGES_FEE}</td>
          </tr>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t`Paid once, from your credits`}</th>
            <td>${REGISTRATION_FEE}</td>
          </tr>
        </tfoot>
      </table>
      <Alert type="info" header={t`Reviews take up to ${REVIEW_DAYS} business days`}>
        {t`First we have your business verified, then the mobile carriers review what you text. If they ask for changes, you can correct the form and send it again for free. The fee isn't refundable.`}
      </Alert>
    </SpaceBetween>
  );
}
